package io.letterhead.apache;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** An origin, and a client of it that is attacked. For one thread. */
final class AttackTestbed implements AutoCloseable {

  private final Supplier<AttackOrigin> origins;
  private final Function<AttackOrigin, ClientUnderTest> clients;
  private AttackOrigin origin;
  private ClientUnderTest client;

  private AttackTestbed(
      Supplier<AttackOrigin> origins, Function<AttackOrigin, ClientUnderTest> clients) {
    this.origins = origins;
    this.clients = clients;
    this.origin = origins.get();
    this.client = clients.apply(origin);
  }

  static AttackTestbed of(
      Supplier<AttackOrigin> origins, Function<AttackOrigin, ClientUnderTest> clients) {
    return new AttackTestbed(origins, clients);
  }

  /** What is wrong with how the client takes an attack. */
  List<String> violations(ClientAttack attack, boolean alone) throws InterruptedException {
    origin.forget();
    origin.answerWith(attack.origin());
    AttackRequest request = new AttackRequest(origin.uri());
    attack.caller().accept(request);
    ClientOutcome outcome = client.send(request);
    if (outcome.failure() == null || outcome.refusal().isPresent()) {
      return ClientOracle.violations(attack, origin.seen(), outcome, alone);
    }
    // What was sent before it failed may still be on its way: wait for it, and begin afresh.
    client.close();
    List<Seen> seen = origin.seenAtLast();
    origin.close();
    origin = origins.get();
    client = clients.apply(origin);
    return ClientOracle.violations(attack, seen, outcome, alone);
  }

  @Override
  public void close() {
    client.close();
    origin.close();
  }
}
