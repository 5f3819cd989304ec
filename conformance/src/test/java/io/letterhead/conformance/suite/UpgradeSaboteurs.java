package io.letterhead.conformance.suite;

import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.WireField;
import java.util.List;

/** Who breaks a requirement of chapter 10 about upgrades. */
final class UpgradeSaboteurs {
  private UpgradeSaboteurs() {}

  static Sabotage lh_10_12_sendsHandshakesPastThePolicy() {
    return Sabotage.of(
        new Steps() {
          @Override
          Outbound handshake(PolicyUnderTest policy, CallerRequest request) {
            List<WireField> others =
                request.fields().stream().filter(f -> f.isNamed("X-Other")).toList();
            return super.handshake(policy, request).with(others);
          }
        },
        "no byte of the caller's");
  }

  static Sabotage lh_10_12_sendsHandshakesWithoutTheCredential() {
    return Sabotage.of(
        new Steps() {
          @Override
          Outbound handshake(PolicyUnderTest policy, CallerRequest request) {
            return super.handshake(policy, request)
                .without(field -> field.isNamed(SuitePolicy.SLOT));
          }
        },
        "`X-Api-Key: letterhead-conformance-credential` at the origin, once");
  }

  static Sabotage lh_10_13_takesTheTunnelForText() {
    return Sabotage.of(
        new Steps() {
          @Override
          byte[] tunnelled(byte[] bytes) {
            byte[] text = bytes.clone();
            for (int i = 0; i < text.length; i++) {
              text[i] = text[i] < 0 ? (byte) '?' : text[i];
            }
            return text;
          }
        },
        "the tunnel's bytes as they were written");
  }

  static Sabotage lh_10_14_sendsAllSubprotocols() {
    return Sabotage.of(
        new Steps() {
          @Override
          String subprotocols(CallerRequest request) {
            return String.join(
                ", ",
                request.fields().stream()
                    .filter(field -> field.isNamed("Sec-WebSocket-Protocol"))
                    .map(WireField::value)
                    .toList());
          }
        },
        "no byte of the caller's");
  }

  static Sabotage lh_10_14_sendsNoSubprotocols() {
    return Sabotage.of(
        new Steps() {
          @Override
          String subprotocols(CallerRequest request) {
            return "";
          }
        },
        "the subprotocols realtime and chat");
  }

  static Sabotage lh_10_15_upgradesToAnything() {
    return Sabotage.of(
        new Steps() {
          @Override
          String upgrade(CallerRequest request) {
            return request.fields().stream()
                .filter(field -> field.isNamed("Upgrade"))
                .map(WireField::value)
                .findFirst()
                .orElseThrow();
          }
        },
        "no other upgrade than to `websocket`");
  }

  static Sabotage lh_10_16_tunnelsWithoutA101() {
    return Sabotage.of(
        new Steps() {
          @Override
          boolean tunnels(RawResponse answer) {
            return true;
          }
        },
        "no byte of the caller's");
  }
}
