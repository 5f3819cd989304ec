package io.letterhead.conformance.suite;

import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.WireField;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Who breaks a requirement of chapters 6 and 7. */
final class TargetSaboteurs {
  private TargetSaboteurs() {}

  static Sabotage lh_6_1_writesTheCallersHost() {
    return Sabotage.of(
        new Steps() {
          @Override
          Outbound written(Outbound decided, CallerRequest request) {
            return decided.with(
                request.fields().stream().filter(field -> field.isNamed("Host")).toList());
          }
        },
        "one host, the origin's");
  }

  static Sabotage lh_6_2_dropsParametersThatItDoesNotKnow() {
    return Sabotage.of(
        Sabotage.writing(out -> out.target(out.target().replace("limit=2&", ""))),
        "the target /base/v1/models?limit=2&a=b");
  }

  /** Canonicalises nothing. */
  private static Steps asItIs(String odd) {
    return new Steps() {
      @Override
      Outbound decided(PolicyUnderTest policy, CallerRequest request) {
        return request.target().matches(odd)
            ? super.decided(policy, request.to("/v1"))
                .target(SuitePolicy.BASE_PATH + request.target())
            : super.decided(policy, request);
      }
    };
  }

  static Sabotage lh_6_3_appendsTheTargetToTheBasePath() {
    return Sabotage.of(asItIs("/\\.\\..*|.*/\\.\\./.*"), "a target below /base");
  }

  static Sabotage lh_6_4_sendsTraceOn() {
    return Sabotage.of(
        new Steps() {
          @Override
          Outbound decided(PolicyUnderTest policy, CallerRequest request) {
            return request.method().equals("TRACE")
                ? super.decided(policy, request.method("GET")).method("TRACE")
                : super.decided(policy, request);
          }
        },
        "nothing at the origin");
  }

  static Sabotage lh_6_5_sendsEmptySegmentsOn() {
    return Sabotage.of(asItIs("//.*"), "nothing at the origin");
  }

  static Sabotage lh_7_1_followsRedirectsAnywhere() {
    return Sabotage.of(
        new Steps() {
          @Override
          boolean staysWithin(PolicyUnderTest policy, URI there) {
            return !there.getAuthority().endsWith(".example")
                && there.getPath().startsWith(SuitePolicy.BASE_PATH + "/");
          }

          @Override
          Outbound next(PolicyUnderTest policy, CallerRequest request, Outbound sent, URI there) {
            return super.next(policy, request, sent, there).host(there.getAuthority());
          }
        },
        "no credential at another origin");
  }

  static Sabotage lh_7_2_followsRedirectsOnTheWholeHost() {
    return Sabotage.of(
        new Steps() {
          @Override
          boolean staysWithin(PolicyUnderTest policy, URI there) {
            return policy.origin().getAuthority().equals(there.getAuthority());
          }

          @Override
          Outbound next(PolicyUnderTest policy, CallerRequest request, Outbound sent, URI there) {
            return sent.target(there.getPath());
          }
        },
        "no request outside of the provider's base path");
  }

  static Sabotage lh_7_3_buildsTheNextHopFromTheCallersRequest() {
    return Sabotage.of(
        new Steps() {
          @Override
          Outbound next(PolicyUnderTest policy, CallerRequest request, Outbound sent, URI there) {
            return sent.target(there.getPath()).with(request.fields());
          }
        },
        "the policy's decision on every attempt");
  }

  static Sabotage lh_7_4_answersChallengesWithTheCallersCredentials() {
    return Sabotage.of(
        new Steps() {
          @Override
          Optional<Outbound> followed(
              PolicyUnderTest policy, CallerRequest request, Outbound sent, RawResponse answer) {
            List<WireField> own =
                request.fields().stream().filter(f -> f.isNamed("Authorization")).toList();
            return answer.status() == 401
                ? Optional.of(sent.with(own))
                : super.followed(policy, request, sent, answer);
          }
        },
        "no field `Authorization`");
  }

  static Sabotage lh_7_5_keepsCookies() {
    return Sabotage.of(
        new Steps() {
          private volatile List<String> cookies = List.of();

          @Override
          Outbound written(Outbound decided, CallerRequest request) {
            Outbound out = decided;
            for (String cookie : cookies) {
              out = out.with("Cookie", cookie);
            }
            return out;
          }

          @Override
          RawResponse finalOne(RawResponse answer) {
            cookies = answer.values("Set-Cookie");
            return super.finalOne(answer);
          }
        },
        "no field `Cookie`");
  }

  static Sabotage lh_7_6_keepsAFieldForTheNextRequest() {
    return Sabotage.of(
        new Steps() {
          private volatile List<WireField> last = List.of();

          @Override
          Outbound written(Outbound decided, CallerRequest request) {
            List<WireField> tags =
                decided.fields().stream().filter(f -> f.value().startsWith("tag-")).toList();
            boolean wantsNone = tags.isEmpty() && request.target().contains("call=");
            Outbound out = wantsNone ? decided.with(last) : decided;
            last = tags;
            return out;
          }
        },
        "no field `X-Tag`");
  }

  static Sabotage lh_7_7_keepsTheRequestBesideTheCall() {
    return Sabotage.of(
        new Steps() {
          private volatile Optional<List<WireField>> underWay = Optional.empty();

          @Override
          Outbound written(Outbound decided, CallerRequest request) {
            Outbound out = underWay.map(decided::fields).orElse(decided);
            underWay = Optional.of(decided.fields());
            return out;
          }

          @Override
          RawResponse finalOne(RawResponse answer) {
            underWay = Optional.empty();
            return super.finalOne(answer);
          }
        },
        "at the origin, once");
  }

  static Sabotage lh_7_8_retriesTheCallersRequest() {
    return Sabotage.of(
        new Steps() {
          @Override
          Optional<Outbound> retried(
              PolicyUnderTest policy, CallerRequest request, Outbound sent, IOException failure) {
            return request.method().equals("GET")
                ? Optional.of(sent.with(request.fields()))
                : Optional.empty();
          }
        },
        "the policy's decision on every attempt");
  }

  static Sabotage lh_7_9_sendsPostsAgain() {
    return Sabotage.of(
        new Steps() {
          @Override
          Optional<Outbound> retried(
              PolicyUnderTest policy, CallerRequest request, Outbound sent, IOException failure) {
            return Optional.of(sent);
          }
        },
        "at most one request at the origin");
  }
}
