package io.letterhead.conformance.suite;

import static io.letterhead.conformance.suite.Sabotage.taking;

import io.letterhead.conformance.WireField;
import java.util.List;
import java.util.function.UnaryOperator;

/** Who breaks a requirement of chapter 3. */
final class ValueSaboteurs {
  private ValueSaboteurs() {}

  private static Steps mending(UnaryOperator<String> value) {
    return taking(
        request ->
            new CallerRequest(
                request.method(),
                request.target(),
                request.fields().stream()
                    .map(f -> new WireField(f.name(), value.apply(f.value())))
                    .toList(),
                request.content(),
                request.trailers()));
  }

  static Sabotage lh_3_1_makesLineEndsSpaces() {
    return Sabotage.of(mending(value -> value.replaceAll("[\r\n]+", " ")), "nothing at the origin");
  }

  static Sabotage lh_3_2_makesControlsQuestionMarks() {
    return Sabotage.of(
        mending(value -> value.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F]", "?")),
        "nothing at the origin");
  }

  static Sabotage lh_3_3_dropsBytesBeyondAscii() {
    return Sabotage.of(
        mending(value -> value.replaceAll("[\\x80-\\xFF]", "")), "nothing at the origin");
  }

  static Sabotage lh_3_4_writesQuestionMarksForCharacters() {
    return Sabotage.of(
        mending(value -> value.replaceAll("[^\\x00-\\xFF]", "?")), "nothing at the origin");
  }

  /** Writes whatever has such a name, beside what was decided of the rest. */
  private static Steps unlooked(String pattern) {
    return new Steps() {
      @Override
      Outbound decided(PolicyUnderTest policy, CallerRequest request) {
        List<WireField> looked =
            request.fields().stream().filter(f -> !f.name().matches(pattern)).toList();
        List<WireField> unlooked =
            request.fields().stream().filter(f -> f.name().matches(pattern)).toList();
        CallerRequest seen =
            new CallerRequest(
                request.method(), request.target(), looked, request.content(), request.trailers());
        return super.decided(policy, seen).with(unlooked);
      }
    };
  }

  static Sabotage lh_3_5_trimsNames() {
    return Sabotage.of(unlooked("X-Tag[ \t]+"), "well-formed request");
  }

  static Sabotage lh_3_6_writesNamesAsTheyAre() {
    return Sabotage.of(unlooked("(?s)X-Tag[:\r\n\0].+"), "no byte of the caller's");
  }

  static Sabotage lh_3_7_writesMethodsAsTheyAre() {
    return Sabotage.of(
        new Steps() {
          @Override
          Outbound decided(PolicyUnderTest policy, CallerRequest request) {
            boolean odd = request.method().matches("(?s).*[ \r\n].*");
            CallerRequest seen = odd ? request.method("GET") : request;
            return super.decided(policy, seen).method(request.method());
          }
        },
        "nothing at the origin");
  }

  static Sabotage lh_3_8_writesTargetsAsTheyAre() {
    return Sabotage.of(
        new Steps() {
          @Override
          Outbound decided(PolicyUnderTest policy, CallerRequest request) {
            if (!request.target().matches("(?s).*[ \r\n].*")) {
              return super.decided(policy, request);
            }
            return super.decided(policy, request.to("/v1"))
                .target(SuitePolicy.BASE_PATH + request.target());
          }
        },
        "nothing at the origin");
  }
}
