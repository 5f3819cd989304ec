package io.letterhead.conformance.suite;

import static io.letterhead.conformance.suite.Sabotage.keeping;

import io.letterhead.conformance.WireField;
import java.util.ArrayList;
import java.util.List;

/** Who breaks a requirement of chapters 4 and 5. */
final class HopSaboteurs {
  private HopSaboteurs() {}

  private static Steps obeying(int lines) {
    return Sabotage.taking(
        request -> {
          List<WireField> fields = new ArrayList<>();
          int read = 0;
          for (WireField field : request.fields()) {
            if (!field.isNamed("Connection")) {
              fields.add(field);
            } else if (read++ < lines) {
              fields.add(field);
            }
          }
          return new CallerRequest(
              request.method(), request.target(), fields, request.content(), request.trailers());
        });
  }

  static Sabotage lh_4_1_ignoresNominations() {
    return Sabotage.of(obeying(0), "no field `X-Tag`").and("LH-4.3");
  }

  static Sabotage lh_4_2_removesWhatIsNominatedAtTheEnd() {
    return Sabotage.of(
        new Steps() {
          @Override
          Outbound written(Outbound decided, CallerRequest request) {
            String nominated =
                request.fields().stream()
                    .filter(field -> field.isNamed("Connection"))
                    .map(field -> WireField.lowerCase(field.value()))
                    .reduce("", String::concat);
            return decided.without(field -> nominated.contains(WireField.lowerCase(field.name())));
          }
        },
        "at the origin, once");
  }

  static Sabotage lh_4_3_readsTheFirstConnectionLineAlone() {
    return Sabotage.of(obeying(1), "no field `X-Tag`");
  }

  static Sabotage lh_4_4_sendsKeepAliveOn() {
    return Sabotage.of(keeping("Keep-Alive"), "no byte of the caller's");
  }

  static Sabotage lh_4_5_sendsExpectOn() {
    return Sabotage.of(
        new Steps() {
          @Override
          Outbound written(Outbound decided, CallerRequest request) {
            boolean expects = request.fields().stream().anyMatch(f -> f.isNamed("Expect"));
            return expects ? decided.with("Expect", "100-continue") : decided;
          }
        },
        "no field `Expect`");
  }

  static Sabotage lh_4_6_sendsUpgradesOn() {
    return Sabotage.of(keeping("Upgrade"), "no field `Upgrade`");
  }

  static Sabotage lh_5_1_recodesContent() {
    return Sabotage.of(
        Sabotage.writing(
            out -> {
              String recoded = out.content().replace("\u00e9", "\u00c3\u00a9");
              return recoded.equals(out.content())
                  ? out
                  : out.content(recoded).framing(length(recoded.length()));
            }),
        "byte for byte");
  }

  private static List<WireField> length(int length) {
    return List.of(new WireField("Content-Length", Integer.toString(length)));
  }

  static Sabotage lh_5_2_believesTheCallersLength() {
    return Sabotage.of(
        new Steps() {
          @Override
          Outbound written(Outbound decided, CallerRequest request) {
            List<WireField> lengths =
                request.fields().stream()
                    .filter(f -> f.isNamed("Content-Length") && f.value().matches("[01]"))
                    .toList();
            return lengths.isEmpty() ? decided : decided.framing(lengths);
          }
        },
        "");
  }

  static Sabotage lh_5_3_believesTheCallersCoding() {
    return Sabotage.of(
        new Steps() {
          @Override
          Outbound written(Outbound decided, CallerRequest request) {
            List<WireField> codings =
                request.fields().stream()
                    .filter(f -> f.isNamed("Transfer-Encoding") && f.value().equals("chunked"))
                    .toList();
            return codings.isEmpty() ? decided : decided.framing(codings);
          }
        },
        "at most one request at the origin");
  }

  static Sabotage lh_5_4_writesContentWithoutFraming() {
    return Sabotage.of(
        Sabotage.writing(out -> out.content().startsWith("GET ") ? out.framing(List.of()) : out),
        "at most one request at the origin");
  }

  static Sabotage lh_5_5_sendsTrailersOn() {
    return Sabotage.of(
        new Steps() {
          @Override
          Outbound written(Outbound decided, CallerRequest request) {
            return decided.trailers(request.trailers());
          }
        },
        "no byte of the caller's");
  }
}
