package io.letterhead.conformance.suite;

import static io.letterhead.conformance.suite.Sabotage.keeping;
import static io.letterhead.conformance.suite.Sabotage.writing;

import io.letterhead.conformance.WireField;
import java.util.ArrayList;
import java.util.List;

/** Who breaks a requirement of chapter 2. */
final class FieldSaboteurs {
  private static final int LOOKED_AT = 100;

  private FieldSaboteurs() {}

  static Sabotage lh_2_1_letsUnlistedFieldsPass() {
    return Sabotage.of(keeping("X-Unlisted", "Unlisted-Too"), "no field `X-Unlisted`");
  }

  static Sabotage lh_2_2_rewritesValues() {
    return Sabotage.of(
        writing(
            out ->
                out.fields(
                    out.fields().stream()
                        .map(f -> new WireField(f.name(), f.value().replace("\"", "'")))
                        .toList())),
        "at the origin, once");
  }

  static Sabotage lh_2_3_asksAllowBeforeDeny() {
    return Sabotage.of(keeping("X-Trace-Internal"), "no field `X-Trace-Internal`");
  }

  static Sabotage lh_2_4_sendsBothNames() {
    return Sabotage.of(keeping("X-Tenant"), "no field `X-Tenant`");
  }

  static Sabotage lh_2_5_letsTheNewNamePass() {
    return Sabotage.of(keeping("X-Tenant-ID"), "no field `X-Tenant-ID`");
  }

  static Sabotage lh_2_6_addsToTheCallersField() {
    return Sabotage.of(keeping("X-Request-Source"), "`X-Request-Source: gateway`");
  }

  static Sabotage lh_2_7_keepsTheLastLineAlone() {
    return Sabotage.of(
        writing(
            out -> {
              List<WireField> last = new ArrayList<>();
              for (WireField field : out.fields()) {
                last.removeIf(before -> before.isNamed(field.name()));
                last.add(field);
              }
              return out.fields(last);
            }),
        "in this order");
  }

  static Sabotage lh_2_8_believesForwardedFor() {
    return Sabotage.of(keeping("X-Forwarded-For"), "no field `X-Forwarded-For`");
  }

  static Sabotage lh_2_9_sendsOverridesOn() {
    return Sabotage.of(keeping("X-HTTP-Method-Override"), "no field `X-HTTP-Method-Override`");
  }

  static Sabotage lh_2_10_opensMetadata() {
    return Sabotage.of(keeping("Metadata-Flavor"), "no field `Metadata-Flavor`");
  }

  static Sabotage lh_2_11_instructsTheNextGateway() {
    return Sabotage.of(
        keeping("x-portkey-forward-headers"), "no field `x-portkey-forward-headers`");
  }

  static Sabotage lh_2_12_looksAtTheFirstHundred() {
    return Sabotage.of(
        new Steps() {
          @Override
          Outbound decided(PolicyUnderTest policy, CallerRequest request) {
            int looked = Math.min(LOOKED_AT, request.fields().size());
            CallerRequest seen =
                new CallerRequest(
                    request.method(),
                    request.target(),
                    request.fields().subList(0, looked),
                    request.content(),
                    request.trailers());
            List<WireField> unseen = request.fields().subList(looked, request.fields().size());
            return super.decided(policy, seen).with(unseen);
          }
        },
        "no byte of the caller's");
  }

  static Sabotage lh_2_13_matchesPatternsByFoldedNames() {
    return Sabotage.of(
        keeping(field -> field.foldedName().equals("x-trace-id") && !field.isNamed("X-Trace-Id")),
        "no field `X-Trace_Id`");
  }
}
