package io.letterhead.dsl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;

/** The places of a file whose text is never shown: where secrets stand that should not. */
final class Masks {

  private final List<Range> ranges = new ArrayList<>();

  /** From an index up to another. */
  private record Range(int start, int end) {}

  /** Hides all text of a node. */
  void hide(YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar) {
      ranges.add(new Range(scalar.start(), scalar.end()));
    } else if (node instanceof YamlNode.Sequence list) {
      list.items().forEach(this::hide);
    } else if (node instanceof YamlNode.Mapping mapping) {
      mapping.entries().forEach(entry -> hide(entry.value()));
    }
  }

  /** Hides what stands under keys that are not known, where it may well be a secret. */
  void hideUnknown(YamlNode.Mapping mapping, Collection<String> known) {
    for (YamlNode.Entry entry : mapping.entries()) {
      String key = entry.key().text();
      if (!known.contains(key) && SensitiveNames.mayHoldSecret(key)) {
        hide(entry.value());
      }
    }
  }

  /** Hides what stands under keys that are not known, whatever they are. */
  void hideOthers(YamlNode.Mapping mapping, Collection<String> known) {
    for (YamlNode.Entry entry : mapping.entries()) {
      if (!known.contains(entry.key().text())) {
        hide(entry.value());
      }
    }
  }

  /** Which code points of a line are hidden, by place or because they look like a credential. */
  boolean[] hidden(SourceText source, int line) {
    int start = source.lineStart(line);
    int end = source.lineEndOf(line);
    boolean[] hidden = new boolean[end - start];
    for (Range range : ranges) {
      for (int i = Math.max(start, range.start()); i < Math.min(end, range.end()); i++) {
        hidden[i - start] = true;
      }
    }
    String text = source.slice(start, end);
    hideAll(hidden, text, CredentialShape.matcher(text));
    hideAll(hidden, text, CredentialShape.userinfo(text));
    return hidden;
  }

  private static void hideAll(boolean[] hidden, String text, Matcher matcher) {
    while (matcher.find()) {
      int from = text.codePointCount(0, matcher.start());
      int to = text.codePointCount(0, matcher.end());
      for (int i = from; i < to; i++) {
        hidden[i] = true;
      }
    }
  }
}
