package io.letterhead.policy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.arbitraries.StringArbitrary;
import org.jspecify.annotations.Nullable;

/** What is written is read, what is broken is refused, and no refusal repeats what was sent. */
class CallerDataLawsTest {

  private static final String MARKER = "c4nary";
  private static final CallerData.Expected EXPECTED =
      new CallerData.Expected(ImmutableSet.of("sub", "ti\u00e9r", ""), "extra");
  private static final CallerData.Expected NOTHING = new CallerData.Expected(ImmutableSet.of(), "");

  @Property(tries = 5_000, edgeCases = EdgeCasesMode.NONE)
  void whatIsWrittenIsRead(
      @ForAll("texts") Map<String, String> texts,
      @ForAll("fields") Map<String, String> fields,
      @ForAll("others") Map<String, Object> others,
      @ForAll long seed)
      throws CallerDataException {
    CallerData data =
        CallerData.read(
            carrier(CarrierWriter.write(document(texts, fields, others), seed)), EXPECTED);

    for (String key : EXPECTED.texts()) {
      assertThat(data.text(key)).isEqualTo(texts.get(key));
    }
    Map<String, String> read = new LinkedHashMap<>();
    for (int i = 0; i < data.headers().size(); i++) {
      read.put(data.headers().name(i), data.headers().value(i));
    }
    assertThat(read.entrySet()).containsExactlyElementsOf(fields.entrySet());
    assertThat(data.toString()).doesNotContain(MARKER);
  }

  @Property(tries = 20_000, edgeCases = EdgeCasesMode.NONE)
  void aMutatedTextIsReadWhereJacksonReadsItAndRefusedWhereItDoesNot(
      @ForAll("documents") Map<String, Object> document, @ForAll long seed) {
    String json = CarrierMutation.mutated(CarrierWriter.write(document, seed), seed);
    boolean object = json.stripLeading().startsWith("{");

    assertThat(refusal(carrier(json), NOTHING) == null).isEqualTo(object && JsonOracle.reads(json));
  }

  @Property(tries = 20_000, edgeCases = EdgeCasesMode.NONE)
  void aRefusalIsOneOfAFewSentencesAndShowsNoValue(
      @ForAll("documents") Map<String, Object> document, @ForAll long seed) {
    String carrier = carrier(CarrierWriter.write(document, seed));
    for (String each :
        List.of(carrier, CarrierMutation.mutated(carrier, seed), MARKER + carrier, "[" + carrier)) {
      String refusal = refusal(each, EXPECTED);
      if (refusal != null) {
        assertThat(refusal).doesNotContain(MARKER).matches(CarrierMutation.SENTENCES);
      }
    }
  }

  @Property(tries = 5_000, edgeCases = EdgeCasesMode.NONE)
  void aKeyThatComesTwiceInOneObjectIsRefusedHoweverDeepItIs(
      @ForAll("others") Map<String, Object> others, @ForAll long seed) {
    Random random = new Random(seed);
    String twice = CarrierWriter.writeTwice(others, "k" + MARKER, seed);
    int depth = random.nextInt(JsonScanner.DEEPEST - 8);
    String json = "{\"o\":" + "[".repeat(depth) + twice + "]".repeat(depth) + "}";

    assertThat(refusal(carrier(json), EXPECTED)).isEqualTo("holds a key twice in one object");
    assertThat(refusal(carrier(twice), EXPECTED)).isEqualTo("holds a key twice in one object");
  }

  /** What the message says; null where the carrier is read. Any other exception is a failure. */
  private static @Nullable String refusal(String carrier, CallerData.Expected expected) {
    try {
      CallerData data = CallerData.read(carrier, expected);
      assertThat(data.toString()).doesNotContain(MARKER);
      return null;
    } catch (CallerDataException refused) {
      return String.valueOf(refused.getMessage());
    }
  }

  private static Map<String, Object> document(
      Map<String, String> texts, Map<String, String> fields, Map<String, Object> others) {
    Map<String, Object> document = new LinkedHashMap<>(others);
    document.putAll(texts);
    document.put("extra", fields);
    return document;
  }

  private static String carrier(String json) {
    return new String(json.getBytes(UTF_8), ISO_8859_1);
  }

  @Provide
  Arbitrary<Map<String, String>> texts() {
    return Arbitraries.maps(Arbitraries.of(EXPECTED.texts()), values()).ofMaxSize(3);
  }

  @Provide
  Arbitrary<Map<String, String>> fields() {
    return Arbitraries.maps(characters().ofMaxLength(8), values()).ofMaxSize(6);
  }

  /** Members of other providers: any value, nested to a third of the depth. */
  @Provide
  Arbitrary<Map<String, Object>> others() {
    return Arbitraries.maps(characters().ofMaxLength(6).map(k -> "other " + k), anything(4))
        .ofMaxSize(5);
  }

  /** Documents of which the expected keys hold anything, too. */
  @Provide
  Arbitrary<Map<String, Object>> documents() {
    Arbitrary<Object> members =
        Arbitraries.oneOf(values(), fields(), values(), fields(), anything(2));
    return Combinators.combine(
            others(),
            Arbitraries.maps(Arbitraries.of("sub", "ti\u00e9r", "", "extra"), members).ofMaxSize(3))
        .as(
            (others, expected) -> {
              Map<String, Object> document = new LinkedHashMap<>(expected);
              document.putAll(others);
              return document;
            });
  }

  private static Arbitrary<Object> anything(int levels) {
    Arbitrary<Object> flat =
        Arbitraries.oneOf(
            values(),
            Arbitraries.of("0", "-0", "-12.50e+3", "7E-1", "true", "false", "null")
                .map(CarrierWriter.Verbatim::new));
    if (levels == 0) {
      return flat;
    }
    Arbitrary<Object> inner = Arbitraries.lazy(() -> anything(levels - 1));
    return Arbitraries.oneOf(
        flat,
        flat,
        inner.list().ofMaxSize(3),
        Arbitraries.maps(characters().ofMaxLength(3), inner).ofMaxSize(3));
  }

  private static Arbitrary<String> values() {
    return characters().ofMaxLength(6).map(s -> MARKER + s + MARKER);
  }

  private static StringArbitrary characters() {
    return Arbitraries.strings()
        .withCharRange('\0', '\u00ff')
        .withChars("\"\\/{}[]:,\u20ac\u2028\ufeff\uffff");
  }
}
