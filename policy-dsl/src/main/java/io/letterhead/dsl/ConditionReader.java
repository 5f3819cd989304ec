package io.letterhead.dsl;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.Condition;
import io.letterhead.policy.FieldName;
import io.letterhead.policy.PathPattern;
import io.letterhead.policy.Position;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads the condition of a rule: the requests that it holds for. */
final class ConditionReader {

  private static final String OTHERWISE = "otherwise";
  private static final String METHODS = "methods";
  private static final String PATHS = "paths";
  private static final String CALLERS = "callers";
  static final ImmutableList<String> KEYS = ImmutableList.of(METHODS, PATHS, CALLERS);

  private static final ImmutableSet<String> COMMON_METHODS =
      ImmutableSet.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  private static final ImmutableSet<String> NEVER_FORWARDED = ImmutableSet.of("CONNECT", "TRACE");

  /** Longer than any id that a caller is authenticated by. */
  private static final int LONGEST_CALLER = 512;

  private final Problems problems;
  private final Masks masks;
  private final Shapes shapes;

  ConditionReader(Problems problems, Masks masks) {
    this.problems = problems;
    this.masks = masks;
    this.shapes = new Shapes(problems);
  }

  /** What stands under {@code when}, if all of it can be read. */
  Optional<Condition> condition(YamlNode node) {
    if (node instanceof YamlNode.Scalar word && !word.isNull()) {
      if (word.text().equals(OTHERWISE)) {
        return Optional.of(new Condition.Otherwise(word.position()));
      }
      bad(
          word.position(),
          "`when` is " + Words.quote(word.text()),
          "its one word is `otherwise`: where no other rule for the same name holds",
          "write `when: otherwise`, or a mapping such as `when: { methods: [POST] }`");
      return Optional.empty();
    }
    return shapes.mapping(node, "`when`").flatMap(this::matching);
  }

  private Optional<Condition> matching(YamlNode.Mapping when) {
    int before = problems.size();
    masks.hideUnknown(when, KEYS);
    shapes.refuseOthers(when, "`when`", KEYS);
    if (when.entries().isEmpty()) {
      bad(
          when.position(),
          "`when` is empty",
          "a condition of nothing would hold always, or never",
          "give `methods`, `paths` or `callers`, or delete the `when`");
    }
    ImmutableSet<String> methods = each(when, METHODS, this::method);
    ImmutableSet<PathPattern> paths = each(when, PATHS, this::path);
    ImmutableSet<String> callers = each(when, CALLERS, this::caller);
    // What YAML itself was refused for, such as an alias, is reported already and reads as nothing.
    boolean whole =
        Stream.of(methods, paths, callers).filter(values -> !values.isEmpty()).count()
            == when.entries().size();
    return whole && problems.size() == before
        ? Optional.of(new Condition.Matching(methods, paths, callers, when.position()))
        : Optional.empty();
  }

  /** The values under a key, each once. */
  private <T> ImmutableSet<T> each(
      YamlNode.Mapping when, String key, Function<YamlNode.Scalar, Optional<T>> read) {
    Map<String, T> values = new LinkedHashMap<>();
    Optional<YamlNode> node = Shapes.find(when, key);
    if (node.isPresent()) {
      for (YamlNode.Scalar scalar : shapes.some(node.get(), Words.quote(key))) {
        Optional<T> value = read.apply(scalar);
        if (value.isPresent() && values.putIfAbsent(scalar.text(), value.get()) != null) {
          bad(
              scalar.position(),
              Words.quote(key) + " holds " + Words.quote(scalar.text()) + " twice",
              "the second says nothing; most often another was meant",
              "delete it, or write what was meant");
        }
      }
    }
    return ImmutableSet.copyOf(values.values());
  }

  private Optional<String> method(YamlNode.Scalar scalar) {
    String text = scalar.text();
    String upper = Ascii.toUpperCase(text);
    if (!FieldName.isToken(text)) {
      bad(
          scalar.position(),
          Words.quote(text) + " is no method",
          "a method is a token (RFC 9110, section 9.1)",
          "write a method such as `POST`; for several write a list: `[GET, POST]`");
    } else if (NEVER_FORWARDED.contains(upper)) {
      bad(
          scalar.position(),
          Words.quote(text) + " is never forwarded",
          "`CONNECT` and `TRACE` are refused before any rule, so the condition would never hold",
          "delete it");
    } else if (COMMON_METHODS.contains(upper) && !text.equals(upper)) {
      bad(
          scalar.position(),
          Words.quote(text) + " is not " + Words.quote(upper),
          "methods are compared with case (RFC 9110, section 9.1), so the condition would never"
              + " hold",
          "write " + Words.quote(upper));
    } else {
      return Optional.of(text);
    }
    return Optional.empty();
  }

  private Optional<PathPattern> path(YamlNode.Scalar scalar) {
    try {
      return Optional.of(new PathPattern(scalar.text()));
    } catch (IllegalArgumentException e) {
      problems.error(
          FileProblem.BAD_PATH,
          scalar.position(),
          Words.quote(scalar.text()) + " matches no path: " + e.getMessage(),
          "a pattern is compared with the path behind the provider's route, in the one form that it"
              + " is sent in",
          "write a path such as `/v1/models`, or `/v1/*` for all that begin so");
      return Optional.empty();
    }
  }

  private Optional<String> caller(YamlNode.Scalar scalar) {
    String text = scalar.text();
    if (CredentialShape.isIn(text)) {
      problems.inlineSecret(
          "an item of `callers`", scalar.position(), "write the caller's id, such as `key/team-a`");
      return Optional.empty();
    }
    boolean id =
        !text.isEmpty()
            && text.length() <= LONGEST_CALLER
            && text.chars().allMatch(c -> c > ' ' && c < 0x7F);
    if (!id) {
      bad(
          scalar.position(),
          Words.quote(text) + " is no caller's id",
          "an id is visible ASCII without spaces, at most " + LONGEST_CALLER + " characters",
          "write an id such as `key/team-a`, `user/alice` or `jwt/SUBJECT`");
      return Optional.empty();
    }
    return Optional.of(text);
  }

  private void bad(Position at, String message, String why, String fix) {
    problems.error(FileProblem.BAD_CONDITION, at, message, why, fix);
  }
}
