package io.letterhead.dsl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.google.common.collect.ImmutableSet;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.letterhead.policy.Problem;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What an editor says of a policy by the schema, and which problems it is to know of. */
final class SchemaCheck {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** Of the plug-ins and the profile of {@link TestPolicies}. */
  static final JsonNode SCHEMA =
      parse(PolicySchema.json(TestPolicies.PLUG_INS, TestPolicies.PROFILES)).orElseThrow();

  /** Problems of structure: the schema refuses each file that has one. */
  static final ImmutableSet<String> STRUCTURAL =
      ImmutableSet.of(
          "bad-condition",
          "bad-field-name",
          "bad-fixed-value",
          "bad-group-name",
          "bad-guard",
          "bad-name",
          "bad-profile",
          "bad-query",
          "bad-reject",
          "bad-switch",
          "empty-file",
          "glob-not-allowed",
          "missing-key",
          "missing-value",
          "missing-version",
          "nested-group",
          "not-for-responses",
          "two-sources",
          "two-verbs",
          "unknown-fact",
          "unknown-key",
          "unknown-scheme",
          "unknown-source",
          "unknown-verb",
          "unknown-version",
          "wrong-type");

  /** Problems of which the schema sees some cases only: a rule's other keys, not their order. */
  static final ImmutableSet<String> PARTLY =
      ImmutableSet.of("bad-origin", "bad-path", "inline-secret", "verb-not-first");

  /** Problems of the text: what an editor's own reading of YAML makes of them is its affair. */
  static final ImmutableSet<String> OF_TEXT =
      ImmutableSet.of(
          "bad-yaml",
          "duplicate-key",
          "second-document",
          "too-deep",
          "too-large",
          "unreadable-file",
          "yaml-alias",
          "yaml-tag");

  /** Problems that show only where a name is held against what is declared elsewhere. */
  static final ImmutableSet<String> OF_MEANING =
      ImmutableSet.of(
          "always-holds",
          "bad-custom-rule",
          "broken-guarantee",
          "caller-key-brought",
          "callers-never-authenticated",
          "chained-rename",
          "cleartext-origin",
          "covered-rule",
          "credential-default-query",
          "credential-without-profile",
          "dead-operand",
          "dead-rule",
          "duplicate-query",
          "empty-otherwise",
          "exact-only-member",
          "injected-claim",
          "lone-otherwise",
          "never-holds",
          "no-carrier",
          "overlapping-origins",
          "redefined-group",
          "redefined-profile",
          "rename-beside-allow",
          "rename-to-denied",
          "sealed-target",
          "secret-outside-only-for",
          "shared-datum",
          "shared-inject",
          "taken-field",
          "too-many-classes",
          "too-many-states",
          "transport-owned",
          "two-otherwise",
          "two-writers",
          "unknown-group",
          "unknown-profile",
          "unknown-provider",
          "unknown-secret",
          "unneeded-allow-query",
          "unused-group",
          "unused-secret");

  /**
   * What no schema can say of structure: JSON has no folded names, takes 1 and 1.0 for one, and
   * knows nothing of what a profile holds.
   */
  private static final Pattern BEYOND =
      Pattern.compile("`one-of` holds .* twice" + "|.* is a slot already" + "|.* is not `[A-Z]+`");

  private static final JsonSchema POLICY =
      JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(SCHEMA);

  private SchemaCheck() {}

  /** The file as an editor sees it; empty where it is no YAML. */
  static Optional<JsonNode> parse(String text) {
    try {
      return Optional.of(YAML.readTree(text));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** What the schema says of a file. */
  static Set<ValidationMessage> faults(JsonNode file) {
    return POLICY.validate(file);
  }

  /** Whether the schema is to refuse whatever has the problem. */
  static boolean isStructural(Problem problem) {
    return STRUCTURAL.contains(problem.name())
        && !BEYOND.matcher(problem.message()).matches()
        && !problem.why().startsWith("its profile has none");
  }
}
