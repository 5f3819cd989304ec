package io.letterhead.conformance.suite;

import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.WireField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Who breaks a requirement of chapter 8. */
final class ResponseSaboteurs {
  private ResponseSaboteurs() {}

  /** Hands such fields of an answer on, whatever was decided. */
  static Steps handing(Predicate<WireField> such) {
    return new Steps() {
      @Override
      List<WireField> answered(PolicyUnderTest policy, CallerRequest request, RawResponse answer) {
        List<WireField> fields = new ArrayList<>(super.answered(policy, request, answer));
        answer.fields().stream().filter(such).forEach(fields::add);
        return fields;
      }
    };
  }

  static Steps withholding(String name) {
    return new Steps() {
      @Override
      List<WireField> answered(PolicyUnderTest policy, CallerRequest request, RawResponse answer) {
        return super.answered(policy, request, answer).stream()
            .filter(field -> !field.isNamed(name))
            .toList();
      }
    };
  }

  static Sabotage lh_8_1_losesFields() {
    return Sabotage.of(withholding("X-Kept-2"), "`X-Kept-2: a, b` in the answer");
  }

  static Sabotage lh_8_2_handsChallengesOn() {
    return Sabotage.of(
        handing(field -> field.isNamed("WWW-Authenticate")), "no field `WWW-Authenticate`");
  }

  static Sabotage lh_8_3_handsCookiesOn() {
    return Sabotage.of(handing(field -> field.isNamed("Set-Cookie")), "no field `Set-Cookie`");
  }

  static Sabotage lh_8_4_handsAlternativesOn() {
    return Sabotage.of(handing(field -> field.isNamed("Alt-Svc")), "no field `Alt-Svc`");
  }

  static Sabotage lh_8_5_handsTheHopOn() {
    return Sabotage.of(
        handing(field -> field.isNamed("Proxy-Authentication-Info")),
        "no field `Proxy-Authentication-Info`");
  }

  static Sabotage lh_8_6_handsReflectionsOn() {
    return Sabotage.of(
        handing(field -> field.value().contains(SuitePolicy.CREDENTIAL)),
        "no field `Reflected-X-Api-Key`");
  }

  static Sabotage lh_8_7_leavesCachesAlone() {
    return Sabotage.of(withholding("Cache-Control"), "`Cache-Control: private` in the answer");
  }

  static Sabotage lh_8_8_mergesTrailers() {
    return Sabotage.of(
        new Steps() {
          @Override
          boolean buffers() {
            return true;
          }

          @Override
          List<WireField> answered(
              PolicyUnderTest policy, CallerRequest request, RawResponse answer) {
            List<WireField> fields = new ArrayList<>(super.answered(policy, request, answer));
            fields.addAll(answer.trailers());
            return fields;
          }
        },
        "no field `Set-Cookie`");
  }

  static Sabotage lh_8_9_endsBrokenAnswersCleanly() {
    return Sabotage.of(
        new Steps() {
          @Override
          boolean buffers() {
            return true;
          }

          @Override
          boolean seemsWhole(RawResponse answer) {
            return true;
          }
        },
        "broken off for the caller too");
  }

  static Sabotage lh_8_10_takesTheFirstAnswer() {
    return Sabotage.of(
        new Steps() {
          @Override
          RawResponse finalOne(RawResponse answer) {
            return answer.interim().isEmpty()
                ? answer
                : new RawResponse(
                    List.of(), "", answer.interim().get(0), List.of(), "", List.of(), true);
          }
        },
        "status 200 for the caller");
  }

  static Sabotage lh_8_11_answersRedirectsItself() {
    return Sabotage.of(
        new Steps() {
          @Override
          RawResponse finalOne(RawResponse answer) {
            Optional<String> away =
                answer.values("Location").stream().filter(l -> l.contains(".example")).findFirst();
            return away.isEmpty()
                ? answer
                : new RawResponse(List.of(), "", 502, List.of(), "", List.of(), true);
          }
        },
        "status 302 for the caller");
  }
}
