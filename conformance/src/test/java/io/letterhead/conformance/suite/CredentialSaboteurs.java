package io.letterhead.conformance.suite;

import static io.letterhead.conformance.suite.Sabotage.keeping;
import static io.letterhead.conformance.suite.Sabotage.writing;
import static io.letterhead.conformance.suite.SuitePolicy.SLOT;

import io.letterhead.conformance.AttackCorpus;
import io.letterhead.conformance.WireField;
import io.letterhead.policy.RequestTarget;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Who breaks a requirement of chapter 1. */
final class CredentialSaboteurs {
  private CredentialSaboteurs() {}

  static Sabotage lh_1_1_sendsNoCredential() {
    return Sabotage.of(writing(out -> out.without(field -> field.isNamed(SLOT))), "there is none")
        .and("LH-4.2", "LH-7.3", "LH-7.4", "LH-7.8");
  }

  static Sabotage lh_1_2_keepsTheCallersField() {
    return Sabotage.of(
        new Steps() {
          @Override
          Outbound written(Outbound decided, CallerRequest request) {
            List<WireField> spelled =
                request.fields().stream().filter(f -> f.name().equals(SLOT)).toList();
            return spelled.size() == 1 ? decided.with(spelled) : decided;
          }
        },
        "no byte of the caller's");
  }

  static Sabotage lh_1_3_comparesNamesWithCase() {
    return Sabotage.of(
        keeping(field -> field.isNamed(SLOT) && !field.name().equals(SLOT)),
        "no byte of the caller's");
  }

  static Sabotage lh_1_4_removesTheFirstLineAlone() {
    return Sabotage.of(
        new Steps() {
          @Override
          Outbound written(Outbound decided, CallerRequest request) {
            List<WireField> spelled =
                request.fields().stream().filter(f -> f.name().equals(SLOT)).toList();
            return spelled.size() < 2 ? decided : decided.with(spelled.subList(1, spelled.size()));
          }
        },
        "no byte of the caller's");
  }

  static Sabotage lh_1_5_takesAliasesForOtherNames() {
    return Sabotage.of(
        keeping(field -> field.foldedName().equals(WireField.fold(SLOT)) && !field.isNamed(SLOT)),
        "no byte of the caller's");
  }

  static Sabotage lh_1_6_foldsByUnicodeAfterTheCheck() {
    return Sabotage.of(
        new Steps() {
          @Override
          Outbound decided(PolicyUnderTest policy, CallerRequest request) {
            List<WireField> ascii =
                request.fields().stream().filter(f -> isAscii(f.name())).toList();
            CallerRequest rest =
                new CallerRequest(
                    request.method(),
                    request.target(),
                    ascii,
                    request.content(),
                    request.trailers());
            Outbound decided = super.decided(policy, rest);
            for (WireField field : request.fields()) {
              if (!isAscii(field.name())) {
                decided =
                    decided.with(
                        field.name().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT),
                        field.value());
              }
            }
            return decided;
          }
        },
        "no byte of the caller's");
  }

  private static boolean isAscii(String name) {
    return name.chars().allMatch(c -> c < 0x80);
  }

  static Sabotage lh_1_7_removesItsOwnSlotAlone() {
    List<String> slots =
        AttackCorpus.credentialSlots().stream()
            .filter(name -> !name.equals("Proxy-Authorization") && !name.equals("Authorization"))
            .map(WireField::fold)
            .filter(name -> !name.equals(WireField.fold(SLOT)))
            .toList();
    return Sabotage.of(keeping(field -> slots.contains(field.foldedName())), "no field `");
  }

  static Sabotage lh_1_8_sendsTheProxysCredentialOn() {
    return Sabotage.of(keeping("Proxy-Authorization"), "no byte of the caller's");
  }

  static Sabotage lh_1_9_sendsTheQueryAsItIs() {
    return Sabotage.of(
        new Steps() {
          @Override
          Outbound written(Outbound decided, CallerRequest request) {
            String query = RequestTarget.parse(request.target()).query();
            String target = decided.target();
            int mark = target.indexOf('?');
            return decided.target((mark < 0 ? target : target.substring(0, mark)) + query);
          }
        },
        "no byte of the caller's");
  }

  static Sabotage lh_1_10_sendsAnEmptyCredential() {
    return Sabotage.of(
        new Steps() {
          @Override
          Outbound decided(PolicyUnderTest policy, CallerRequest request) {
            if (policy.generation().unusable().isEmpty()) {
              return super.decided(policy, request);
            }
            return new Outbound(
                request.method(),
                SuitePolicy.BASE_PATH + request.target(),
                policy.origin().getAuthority(),
                List.of(new WireField(SLOT, "")),
                List.of(),
                request.content(),
                List.of());
          }
        },
        "nothing at the origin");
  }

  static Sabotage lh_1_11_quotesTheRequestThatFailed() {
    return Sabotage.of(
        new Steps() {
          @Override
          Exception told(Outbound sent, Exception failure) {
            StringBuilder quoted = new StringBuilder("no answer to");
            sent.fields()
                .forEach(f -> quoted.append(' ').append(f.name()).append('=').append(f.value()));
            return new IOException(quoted.toString(), failure);
          }
        },
        "an error without the credential");
  }
}
