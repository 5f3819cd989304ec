package io.letterhead.apache;

import com.google.common.collect.Sets;
import io.letterhead.apache.ClientExpectation.Forwarded;
import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.WireField;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** A theme of the attacks while it is written down. */
final class ClientAttackList {

  /** What the origin answers where the answer does not matter. */
  static final Function<Seen, OriginAnswer> OK = seen -> OriginAnswer.of(200).withBody("ok");

  static final Set<ClientKind> ALL = Sets.immutableEnumSet(EnumSet.allOf(ClientKind.class));
  static final Set<ClientKind> HTTP1 = Sets.immutableEnumSet(ClientKind.CLASSIC, ClientKind.ASYNC);

  private final List<ClientAttack> attacks = new ArrayList<>();

  List<ClientAttack> attacks() {
    return List.copyOf(attacks);
  }

  ClientAttackList add(
      String row, String name, Consumer<AttackRequest> caller, ClientExpectation expectation) {
    return add(row, name, caller, OK, expectation);
  }

  ClientAttackList add(
      String row,
      String name,
      Consumer<AttackRequest> caller,
      Function<Seen, OriginAnswer> origin,
      ClientExpectation expectation) {
    attacks.add(new ClientAttack(row, name, caller, origin, expectation, ALL));
    return this;
  }

  ClientAttackList addHttp1(
      String row,
      String name,
      Consumer<AttackRequest> caller,
      Function<Seen, OriginAnswer> origin,
      ClientExpectation expectation) {
    attacks.add(new ClientAttack(row, name, caller, origin, expectation, HTTP1));
    return this;
  }

  /** A POST with framing of the caller's: HttpClient refuses it, but for HTTP/2, which has none. */
  ClientAttackList addFraming(String name, Consumer<AttackRequest> framing) {
    Consumer<AttackRequest> caller = r -> framing.accept(r.post(AttackBody.of("{}")));
    attacks.add(new ClientAttack("A-27", name, caller, OK, new ClientExpectation.NotSent(), HTTP1));
    attacks.add(
        new ClientAttack(
            "A-27",
            name + ", over HTTP/2",
            caller,
            OK,
            Forwarded.clean().without("Content-Length", "Transfer-Encoding"),
            Sets.immutableEnumSet(ClientKind.ASYNC_H2)));
    return this;
  }

  /**
   * One attack for each name: a field of that name, which does not arrive; a slot is the policy's.
   */
  ClientAttackList addDropped(String row, String name, String... fields) {
    for (String field : fields) {
      add(
          row,
          name + ": " + field,
          r -> r.field(field, ClientAttack.CANARY),
          isSlot(field) ? Forwarded.clean() : Forwarded.clean().without(field));
    }
    return this;
  }

  private static boolean isSlot(String field) {
    return new WireField(field, "").foldedName().equals("x-api-key");
  }
}
