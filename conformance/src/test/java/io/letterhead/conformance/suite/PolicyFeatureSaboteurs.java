package io.letterhead.conformance.suite;

import static io.letterhead.conformance.suite.Sabotage.keeping;
import static io.letterhead.conformance.suite.Sabotage.taking;
import static io.letterhead.conformance.suite.Sabotage.writing;
import static io.letterhead.conformance.suite.SuitePolicy.SLOT;

import io.letterhead.conformance.WireField;
import io.letterhead.policy.RejectedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who breaks a requirement of chapter 10 about reload, caller data and response rules. */
final class PolicyFeatureSaboteurs {
  private static final String CARRIER = "X-Provider-Data";
  private static final Pattern DATUM = Pattern.compile("\"([\\w-]+)\":\"([^\"]+)\"");

  private PolicyFeatureSaboteurs() {}

  static Sabotage lh_10_17_keepsThePolicyItBeganWith() {
    return Sabotage.of(
        new Steps() {
          private final Map<PolicyUnderTest, PolicyUnderTest> first = new ConcurrentHashMap<>();

          @Override
          PolicyUnderTest begun(PolicyUnderTest live) {
            return first.computeIfAbsent(live, super::begun);
          }
        },
        "`X-Request-Source: generation-2` at the origin, once");
  }

  static Sabotage lh_10_18_readsTheSecretOnItsOwn() {
    return Sabotage.of(
        new Steps() {
          @Override
          PolicyUnderTest begun(PolicyUnderTest live) {
            return live;
          }

          @Override
          Outbound decided(PolicyUnderTest live, CallerRequest request) {
            Outbound decided = super.decided(live, request);
            List<WireField> credential =
                super.decided(live, request).fields().stream()
                    .filter(field -> field.isNamed(SLOT))
                    .toList();
            return decided.without(field -> field.isNamed(SLOT)).with(credential);
          }
        },
        "a credential and fields of one generation");
  }

  static Sabotage lh_10_19_decidesAnswersByTheNewestPolicy() {
    return Sabotage.of(
        new Steps() {
          @Override
          PolicyUnderTest atTheAnswer(PolicyUnderTest begun, PolicyUnderTest live) {
            return live;
          }
        },
        "no field `Reflected-X-Api-Key` in the answer");
  }

  static Sabotage lh_10_20_sendsTheCarrierOn() {
    return Sabotage.of(keeping(CARRIER), "no field `X-Provider-Data`");
  }

  static Sabotage lh_10_21_writesAbsentDataAsNothing() {
    return Sabotage.of(
        writing(
            out ->
                out.fields().stream().anyMatch(field -> field.isNamed("X-Subscription"))
                    ? out.with("X-Project", "")
                    : out),
        "no field `X-Project`");
  }

  static Sabotage lh_10_22_writesAllDataAsFields() {
    return Sabotage.of(
        new Steps() {
          @Override
          Outbound written(Outbound decided, CallerRequest request) {
            List<WireField> data = new ArrayList<>();
            for (WireField field : request.fields()) {
              Matcher datum = DATUM.matcher(field.isNamed(CARRIER) ? field.value() : "");
              while (datum.find()) {
                data.add(new WireField("X-" + datum.group(1), datum.group(2)));
              }
            }
            return decided.with(
                data.stream().filter(field -> !field.isNamed("X-Subscription")).toList());
          }
        },
        "no byte of the caller's");
  }

  static Sabotage lh_10_23_takesMalformedDataForNone() {
    return Sabotage.of(
        new Steps() {
          @Override
          Outbound decided(PolicyUnderTest policy, CallerRequest request) {
            try {
              return super.decided(policy, request);
            } catch (RejectedException rejected) {
              List<WireField> others =
                  request.fields().stream().filter(f -> !f.isNamed(CARRIER)).toList();
              return super.decided(policy, with(request, others));
            }
          }
        },
        "nothing at the origin");
  }

  static Sabotage lh_10_24_mendsDataThatAreNoValues() {
    return Sabotage.of(
        taking(data(json -> json.replace("\\r\\n", " ").replace("\\n", " "))),
        "nothing at the origin");
  }

  private static UnaryOperator<CallerRequest> data(UnaryOperator<String> change) {
    return request ->
        with(
            request,
            request.fields().stream()
                .map(
                    field ->
                        field.isNamed(CARRIER)
                            ? new WireField(field.name(), change.apply(field.value()))
                            : field)
                .toList());
  }

  private static CallerRequest with(CallerRequest request, List<WireField> fields) {
    return new CallerRequest(
        request.method(), request.target(), fields, request.content(), request.trailers());
  }

  static Sabotage lh_10_25_letsTheCallersFieldPassToo() {
    return Sabotage.of(keeping("X-Subscription"), "no byte of the caller's");
  }

  static Sabotage lh_10_26_handsDeniedFieldsOn() {
    return Sabotage.of(
        ResponseSaboteurs.handing(field -> field.isNamed("X-Internal")), "no field `X-Internal`");
  }

  static Sabotage lh_10_27_keepsTheOldNameToo() {
    return Sabotage.of(
        ResponseSaboteurs.handing(field -> field.isNamed("X-Ratelimit")), "no field `X-Ratelimit`");
  }

  static Sabotage lh_10_28_writesBesideTheOrigin() {
    return Sabotage.of(
        ResponseSaboteurs.handing(field -> field.isNamed("X-Served-By")),
        "`X-Served-By: gateway` in the answer, once");
  }

  static Sabotage lh_10_29_removesEveryCookie() {
    return Sabotage.of(
        ResponseSaboteurs.withholding("Set-Cookie"), "each `Set-Cookie` that a rule lets pass");
  }
}
