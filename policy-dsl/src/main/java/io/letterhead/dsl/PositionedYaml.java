package io.letterhead.dsl;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.Position;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads YAML into a tree in which every node knows its place, and every scalar is as written.
 *
 * <p>Refuses what hides meaning from a reader of the file: duplicate keys, anchors, aliases, tags,
 * further documents, too much depth or size.
 */
final class PositionedYaml {

  /** How deep collections may nest. */
  static final int MAX_DEPTH = 32;

  /** How many code points a file may have. */
  static final int MAX_LENGTH = 1 << 20;

  private static final YAMLFactory YAML = new YAMLFactory();

  private static final ImmutableSet<JsonToken> ENDS =
      ImmutableSet.of(JsonToken.END_OBJECT, JsonToken.END_ARRAY);

  private final SourceText source;
  private final YAMLParser parser;
  private final Problems problems;

  /** Where anchors and tags were reported: the place of a first key is its mapping's as well. */
  private final Set<Integer> reported = new HashSet<>();

  private PositionedYaml(SourceText source, YAMLParser parser, Problems problems) {
    this.source = source;
    this.parser = parser;
    this.problems = problems;
  }

  /** The tree of a file's one document, or empty where there is none or its syntax is wrong. */
  static Optional<YamlNode> parse(SourceText source, Problems problems) {
    if (!YamlCharacters.check(source, problems)) {
      return Optional.empty();
    }
    try (YAMLParser parser = YAML.createParser(source.text())) {
      return new PositionedYaml(source, parser, problems).document();
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      // The library throws unchecked for some bad escapes; its texts quote the file: not repeated.
      YamlSyntax.report(source, e, problems);
      return Optional.empty();
    }
  }

  private Optional<YamlNode> document() throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      reportEmpty(source.start());
      return Optional.empty();
    }
    YamlNode root = node(first, 0);
    if (parser.nextToken() != null) {
      problems.error(
          FileProblem.SECOND_DOCUMENT,
          source.position(start()),
          "a second document begins here",
          "only one document can be in force, so what stands here would mean nothing",
          "keep one document in a file; delete the `---` line if this belongs to the first");
    } else if (root instanceof YamlNode.Scalar scalar && scalar.isNull()) {
      reportEmpty(source.start());
      return Optional.empty();
    }
    return Optional.of(root);
  }

  private YamlNode node(JsonToken token, int depth) throws IOException {
    int start = start();
    if (parser.isCurrentAlias()) {
      return refusedAlias(start);
    }
    boolean refused = refuseProperties(start);
    if (token != JsonToken.START_OBJECT && token != JsonToken.START_ARRAY) {
      return refused ? new YamlNode.Refused(source.position(start)) : scalar(start);
    }
    if (depth == MAX_DEPTH) {
      return tooDeep(start);
    }
    boolean flow = source.at(start) == '{' || source.at(start) == '[';
    return token == JsonToken.START_OBJECT ? mapping(start, flow, depth) : list(start, flow, depth);
  }

  private YamlNode mapping(int start, boolean flow, int depth) throws IOException {
    List<YamlNode.Entry> entries = new ArrayList<>();
    Map<String, YamlNode.Scalar> keys = new HashMap<>();
    while (next() != JsonToken.END_OBJECT) {
      refuseProperties(start());
      YamlNode.Scalar key = scalar(start());
      YamlNode value = node(next(), depth + 1);
      YamlNode.Scalar earlier = keys.putIfAbsent(key.text(), key);
      if (earlier == null) {
        entries.add(new YamlNode.Entry(key, value));
      } else {
        reportDuplicate(key, earlier);
      }
    }
    Position position =
        flow || entries.isEmpty() ? source.position(start, end()) : entries.get(0).key().position();
    return new YamlNode.Mapping(ImmutableList.copyOf(entries), position);
  }

  private YamlNode list(int start, boolean flow, int depth) throws IOException {
    List<YamlNode> items = new ArrayList<>();
    for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
      items.add(node(token, depth + 1));
    }
    Position position = source.position(start, flow ? end() : start + 1);
    return new YamlNode.Sequence(ImmutableList.copyOf(items), position);
  }

  private YamlNode.Scalar scalar(int start) throws IOException {
    int end = Math.max(start, end());
    int first = source.at(start);
    boolean plain = start == end || (first != '"' && first != '\'' && first != '|' && first != '>');
    String text = parser.getText();
    return new YamlNode.Scalar(text, plain, source.position(start, end), start, end);
  }

  private YamlNode tooDeep(int start) throws IOException {
    Position position = source.position(start);
    problems.error(
        FileProblem.TOO_DEEP,
        position,
        "nested more than " + MAX_DEPTH + " levels deep",
        "no key of this file needs that; a reader of it could not follow either",
        "remove the nesting");
    for (int open = 1; open > 0; ) {
      JsonToken token = next();
      open += ENDS.contains(token) ? -1 : token.isStructStart() ? 1 : 0;
    }
    return new YamlNode.Refused(position);
  }

  private YamlNode refusedAlias(int start) {
    String name = source.slice(start, Math.max(start, end()));
    Position position = source.position(start, end());
    problems.error(
        FileProblem.YAML_ALIAS,
        position,
        Words.quote(name) + " is a YAML alias",
        "what an alias stands for is written elsewhere: nobody can review this line by itself",
        "write the value out, or put quotes around it if it is a glob: " + quoted(name));
    return new YamlNode.Refused(position);
  }

  /**
   * Reports the anchors and tags before a node; true if there are some. They are seen in the text:
   * the library does not tell of every anchor.
   */
  private boolean refuseProperties(int start) {
    int at = start;
    while (end() > start && (source.at(at) == '&' || source.at(at) == '!')) {
      int end = endOfWord(at);
      if (reported.add(at)) {
        reportProperty(at, end);
      }
      at = end;
      while (source.at(at) == ' ') {
        at++;
      }
    }
    return at > start;
  }

  private void reportProperty(int start, int end) {
    boolean anchor = source.at(start) == '&';
    problems.error(
        anchor ? FileProblem.YAML_ALIAS : FileProblem.YAML_TAG,
        source.position(start, end),
        Words.quote(source.slice(start, end)) + " is a YAML " + (anchor ? "anchor" : "tag"),
        anchor
            ? "aliases are not read, so an anchor has no use"
            : "values are read as they are written, so a tag would change nothing",
        "delete it, or put quotes around the value if it begins with " + (anchor ? "`&`" : "`!`"));
  }

  private void reportDuplicate(YamlNode.Scalar key, YamlNode.Scalar earlier) {
    problems.error(
        FileProblem.DUPLICATE_KEY,
        key.position(),
        "the key " + Words.quote(key.text()) + " is there already",
        "only one of the two could be in force; the first is in line " + earlier.position().line(),
        "join the two, or delete one");
  }

  private void reportEmpty(Position position) {
    problems.error(
        FileProblem.EMPTY_FILE,
        position,
        "the file is empty",
        problems.kind().whyNotEmpty(),
        problems.kind().beginning());
  }

  private JsonToken next() throws IOException {
    @Nullable JsonToken token = parser.nextToken();
    if (token == null) {
      throw new IllegalArgumentException("the document ends inside a collection");
    }
    return token;
  }

  private int endOfWord(int start) {
    int end = start;
    while (source.at(end) > ' ') {
      end++;
    }
    return end;
  }

  private int start() {
    return (int) parser.currentTokenLocation().getCharOffset();
  }

  private int end() {
    return (int) parser.currentLocation().getCharOffset();
  }

  private static String quoted(String name) {
    return Words.quote('"' + name + '"');
  }
}
