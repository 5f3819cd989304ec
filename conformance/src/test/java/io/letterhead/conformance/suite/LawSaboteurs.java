package io.letterhead.conformance.suite;

import static io.letterhead.conformance.suite.Sabotage.keeping;
import static io.letterhead.conformance.suite.Sabotage.writing;

import io.letterhead.conformance.WireField;
import java.util.List;
import java.util.Optional;

/** Who breaks a law of chapter 11. */
final class LawSaboteurs {
  private LawSaboteurs() {}

  static Sabotage lh_11_1_lengthensWhatThePolicyWrites() {
    return Sabotage.of(
        new Steps() {
          @Override
          Outbound written(Outbound decided, CallerRequest request) {
            int longest =
                request.fields().stream().mapToInt(f -> f.value().length()).max().orElse(0);
            return longest < 5
                ? decided
                : decided.fields(
                    decided.fields().stream()
                        .map(f -> new WireField(f.name(), f.value().replace("of-the", "of_the")))
                        .toList());
          }
        },
        ": of-the-policy` at the origin, once");
  }

  static Sabotage lh_11_2_letsRenamedNamesPass() {
    return Sabotage.of(keeping("X-Beta-Renamed"), "x-beta-renamed");
  }

  static Sabotage lh_11_3_copiesTheCredential() {
    return Sabotage.of(
        writing(
            out ->
                out.fields().stream().anyMatch(f -> f.isNamed("Gamma"))
                    ? out.with("X-Debug", SuitePolicy.CREDENTIAL)
                    : out),
        "the credential once at the origin");
  }

  static Sabotage lh_11_4_endsContentAtALineEnd() {
    return Sabotage.of(
        writing(
            out -> {
              String cut = out.content().replaceAll("\r\n.*", "");
              return cut.isEmpty()
                  ? out
                  : out.content(cut)
                      .framing(
                          List.of(new WireField("Content-Length", Integer.toString(cut.length()))));
            }),
        "the caller's content");
  }

  static Sabotage lh_11_5_sharesFieldsBetweenCalls() {
    return Sabotage.of(
        new Steps() {
          private volatile Optional<List<WireField>> underWay = Optional.empty();

          @Override
          Outbound written(Outbound decided, CallerRequest request) {
            Outbound out = underWay.map(decided::fields).orElse(decided);
            underWay = Optional.of(decided.fields());
            return out;
          }
        },
        "the caller's own content");
  }

  static Sabotage lh_11_6_losesTheLastField() {
    return Sabotage.of(
        new Steps() {
          @Override
          Outbound written(Outbound decided, CallerRequest request) {
            int size = request.fields().size();
            return size == 0
                ? decided
                : decided.without(f -> f.isNamed(request.fields().get(size - 1).name()));
          }
        },
        "in another order");
  }
}
