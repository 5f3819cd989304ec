package io.letterhead.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import io.letterhead.policy.PlugIns;
import io.letterhead.policy.RequestFact;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The schema's keys and words are the reader's own: one that is added in one place fails here. */
class SchemaKeysTest {

  private static final PlugIns PLUG_INS = TestPolicies.PLUG_INS;
  private static final JsonNode SCHEMA = SchemaCheck.SCHEMA;

  @Test
  void everyMappingOfTheSchemaHasTheKeysOfTheReader() {
    Map<String, Set<String>> found = new TreeMap<>();
    mappings((pointer, node) -> found.put(pointer, names(node.get("properties"))));

    assertThat(found).containsExactlyInAnyOrderEntriesOf(readersKeys());
  }

  @Test
  void everyMappingOfTheSchemaTakesNoOtherKeys() {
    mappings(
        (pointer, node) ->
            assertThat(node.path("additionalProperties").toString())
                .as(pointer)
                .isEqualTo("false"));
  }

  @Test
  void everyKeyIsDescribed() {
    mappings(
        (pointer, node) ->
            node.get("properties")
                .properties()
                .forEach(
                    key ->
                        assertThat(description(key.getValue()))
                            .as(pointer + " " + key.getKey())
                            .isNotBlank()));
  }

  @Test
  void everyListOfRulesHasTheVerbsOfTheReader() {
    assertThat(verbs("rule")).isEqualTo(Vocabulary.ofRequests(PLUG_INS).verbs().keySet());
    assertThat(verbs("response-rule")).isEqualTo(Vocabulary.ofResponses(PLUG_INS).verbs().keySet());
    assertThat(verbs("companion")).isEqualTo(Vocabulary.ofCompanions().verbs().keySet());
  }

  @Test
  void everyWordOfTheReaderIsAWordOfTheSchema() {
    assertThat(words("/$defs/set/properties/from-request"))
        .isEqualTo(
            Arrays.stream(RequestFact.values()).map(RequestFact::id).collect(Collectors.toSet()));
    assertThat(words("/$defs/removal")).isEqualTo(RejectReader.REASONS.keySet());
    assertThat(words("/$defs/operand/anyOf/0")).isEqualTo(builtInGroups());
  }

  @Test
  void everyDefinitionIsUsedAndEveryReferenceLeadsToOne() {
    Set<String> used =
        Pattern.compile("\"\\$ref\":\"#/\\$defs/([^\"]+)\"")
            .matcher(SCHEMA.toString())
            .results()
            .map((MatchResult match) -> match.group(1))
            .collect(Collectors.toSet());

    assertThat(names(SCHEMA.get("$defs"))).isEqualTo(used);
  }

  private static Map<String, Set<String>> readersKeys() {
    Map<String, Set<String>> keys = new LinkedHashMap<>();
    keys.put("", PolicyReader.KEYS);
    keys.put(
        "/$defs/secret",
        Sets.union(PLUG_INS.sources().keySet(), Set.of(SecretReader.ONLY_FOR)).immutableCopy());
    keys.put("/$defs/provider", ProviderReader.KEYS);
    keys.put("/$defs/provider/properties/caller-data", Set.of(CallerDataReader.HEADERS));
    keys.put("/$defs/carrier", Set.of(CallerDataReader.HEADER));
    keys.put("/$defs/profile", ProfileReader.KEYS);
    keys.put("/$defs/profile/properties/credential", ProfileReader.CREDENTIAL_KEYS);
    keys.put("/$defs/condition", ImmutableSet.copyOf(ConditionReader.KEYS));
    keys.put("/$defs/inject/properties/caller-may-bring", ImmutableSet.copyOf(InjectReader.PLACES));
    for (String list : Set.of("rule", "response-rule", "companion")) {
      Vocabulary vocabulary = vocabulary(list);
      for (String pointer : references(list)) {
        String verb = SCHEMA.at(pointer).get("required").get(0).asText();
        keys.put(pointer, Sets.union(Set.of(verb), vocabulary.keysOf(verb)).immutableCopy());
      }
    }
    return keys;
  }

  private static Vocabulary vocabulary(String list) {
    return switch (list) {
      case "rule" -> Vocabulary.ofRequests(PLUG_INS);
      case "response-rule" -> Vocabulary.ofResponses(PLUG_INS);
      default -> Vocabulary.ofCompanions();
    };
  }

  /** The verbs that the rules of a list have: the key that each of them must have first. */
  private static Set<String> verbs(String list) {
    return references(list).stream()
        .map(pointer -> SCHEMA.at(pointer).get("required").get(0).asText())
        .collect(Collectors.toSet());
  }

  private static Collection<String> references(String list) {
    return SCHEMA
        .at("/$defs/" + list + "/oneOf")
        .valueStream()
        .map(rule -> rule.get("$ref").asText().substring(1))
        .toList();
  }

  /** Those that the reader tells whom names another. */
  private static Set<String> builtInGroups() {
    String text =
        """
        version: 1
        providers: { model: { origin: http://localhost, rules: [{ allow: "@none-of-them" }] } }
        """;
    String fix = TestPolicies.load("p.yaml", text).problems().get(0).fix();
    Set<String> groups = new TreeSet<>(Set.of(InjectReader.CREDENTIAL));
    Pattern.compile("@[a-z]+").matcher(fix).results().forEach(match -> groups.add(match.group()));
    return groups;
  }

  private static Set<String> words(String pointer) {
    return SCHEMA
        .at(pointer + "/enum")
        .valueStream()
        .map(JsonNode::asText)
        .collect(Collectors.toSet());
  }

  private static String description(JsonNode schema) {
    if (schema.has("description")) {
      return schema.get("description").asText();
    }
    return schema.has("$ref")
        ? description(SCHEMA.at(schema.get("$ref").asText().substring(1)))
        : "";
  }

  /** Visits whatever has keys of its own. */
  private static void mappings(BiConsumer<String, JsonNode> visitor) {
    visit("", SCHEMA, visitor);
  }

  private static void visit(String pointer, JsonNode node, BiConsumer<String, JsonNode> visitor) {
    if (node.path("properties").isObject() && !pointer.endsWith("/if")) {
      visitor.accept(pointer, node);
    }
    node.properties()
        .forEach(child -> visit(pointer + "/" + child.getKey(), child.getValue(), visitor));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      visit(pointer + "/" + i, node.get(i), visitor);
    }
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
