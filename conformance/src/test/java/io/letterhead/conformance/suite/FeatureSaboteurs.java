package io.letterhead.conformance.suite;

import static io.letterhead.conformance.suite.SuitePolicy.SLOT;

import io.letterhead.conformance.H2RawClient;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.WireField;
import java.io.Closeable;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Who breaks a requirement of chapter 10 about streaming, HTTP/2, redirects and retries. */
final class FeatureSaboteurs {
  private FeatureSaboteurs() {}

  private static Steps buffering() {
    return new Steps() {
      @Override
      boolean buffers() {
        return true;
      }
    };
  }

  static Sabotage lh_10_1_waitsForTheWholeAnswer() {
    return Sabotage.of(buffering(), "the first part before the origin sends the second");
  }

  static Sabotage lh_10_2_waitsForContentBeforeTheHead() {
    return Sabotage.of(buffering(), "the head before the origin sends any content");
  }

  static Sabotage lh_10_3_goesOnWhenTheCallerHasLeft() {
    return Sabotage.of(
        new Steps() {
          @Override
          void left(Closeable connection) {
            // The connection stays until the session ends.
          }
        },
        "an end of the request at the origin");
  }

  static Sabotage lh_10_4_writesConnectionAsOverHttp1() {
    return Sabotage.of(
        new Steps() {
          @Override
          Outbound written(Outbound decided, CallerRequest request) {
            boolean persistent = request.fields().stream().anyMatch(f -> f.isNamed("Keep-Alive"));
            return persistent ? decided.with("Connection", "keep-alive") : decided;
          }
        },
        "no field of a connection over HTTP/2");
  }

  static Sabotage lh_10_5_indexesTheCredential() {
    return Sabotage.of(
        new Steps() {
          @Override
          String coded(WireField field) {
            return field.isNamed(SLOT)
                ? H2RawClient.literal(0x40, WireField.lowerCase(field.name()), field.value())
                : super.coded(field);
          }
        },
        "the connection's dynamic table");
  }

  static Sabotage lh_10_6_keepsTheCaseOfNames() {
    return Sabotage.of(
        new Steps() {
          @Override
          String coded(WireField field) {
            return field.name().startsWith("X-Trace-")
                ? H2RawClient.literal(0, field.name(), field.value())
                : super.coded(field);
          }
        },
        "names in lower case");
  }

  static Sabotage lh_10_7_takesPseudoNamesForFields() {
    return Sabotage.of(
        new Steps() {
          @Override
          Outbound decided(PolicyUnderTest policy, CallerRequest request) {
            List<WireField> plain =
                request.fields().stream().filter(f -> !f.name().equals(":authority")).toList();
            List<WireField> pseudo =
                request.fields().stream().filter(f -> f.name().equals(":authority")).toList();
            CallerRequest rest =
                new CallerRequest(
                    request.method(),
                    request.target(),
                    plain,
                    request.content(),
                    request.trailers());
            return super.decided(policy, rest).with(pseudo);
          }
        },
        "the transport's own pseudo-header fields");
  }

  static Sabotage lh_10_8_followsNothing() {
    return Sabotage.of(
        new Steps() {
          @Override
          Optional<Outbound> followed(
              PolicyUnderTest policy, CallerRequest request, Outbound sent, RawResponse answer) {
            return Optional.empty();
          }
        },
        "status 200 for the caller");
  }

  static Sabotage lh_10_9_followsForEver() {
    return Sabotage.of(
        new Steps() {
          @Override
          int mostHops() {
            return Integer.MAX_VALUE;
          }
        },
        "an end of a cycle of redirects");
  }

  static Sabotage lh_10_10_postsAgainAfterASeeOther() {
    return Sabotage.of(
        new Steps() {
          @Override
          CallerRequest afterSeeOther(CallerRequest request) {
            return request;
          }
        },
        "a request without content after a 303");
  }

  static Sabotage lh_10_11_triesTheCallersRequestAgain() {
    return Sabotage.of(
        new Steps() {
          @Override
          Optional<Outbound> triedAgain(
              PolicyUnderTest policy, CallerRequest request, Outbound sent, RawResponse answer) {
            return super.triedAgain(policy, request, sent, answer)
                .map(again -> again.with(request.fields()));
          }
        },
        "the policy's decision on every attempt");
  }

  static Sabotage lh_10_8_followsWithoutTheCallersFields() {
    return Sabotage.of(
        new Steps() {
          @Override
          Outbound next(PolicyUnderTest policy, CallerRequest request, Outbound sent, URI there) {
            return super.next(policy, request, sent, there)
                .without(field -> field.isNamed("X-Tag"));
          }
        },
        "`X-Tag: t` on every hop");
  }
}
