package io.letterhead.conformance.suite;

import io.letterhead.conformance.OriginCertificate;
import io.letterhead.conformance.RawClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Where one check of one requirement takes place: a fresh origin, a policy, and the transport
 * between them and the caller. For one thread.
 */
final class Scene implements AutoCloseable {
  private final TransportUnderTest transport;
  private final Wire wire;
  private final Stage stage;
  private final OriginCertificate certificate;
  private final Duration limit;
  private final SuiteOrigin origin;
  private PolicyUnderTest policy;
  private int asked;
  private int shapeless;

  Scene(
      TransportUnderTest transport,
      Wire wire,
      Stage stage,
      OriginCertificate certificate,
      Duration limit) {
    this.transport = transport;
    this.wire = wire;
    this.stage = stage;
    this.certificate = certificate;
    this.limit = limit;
    this.origin = stage.origin(wire);
    this.policy = policyFor(SuitePolicy.REFERENCE);
  }

  private PolicyUnderTest policyFor(SuitePolicy obeyed) {
    return new PolicyUnderTest(wire, origin.uri(), certificate, obeyed, stage.takesPolicies());
  }

  /** The wire that this run looks at. */
  Wire wire() {
    return wire;
  }

  /** How the origin is spoken to. */
  Wire behind() {
    return stage.behind(wire);
  }

  /** What the transport obeys. */
  PolicyUnderTest policy() {
    return policy;
  }

  /** Whether the transport claims it. */
  boolean has(Feature feature) {
    return transport.features().contains(feature);
  }

  /**
   * Another policy, for the sessions to come.
   *
   * @throws InapplicableException if who is measured cannot be told
   */
  Scene under(SuitePolicy other) {
    if (!stage.takesPolicies()) {
      throw new InapplicableException();
    }
    policy = policyFor(other);
    return this;
  }

  /** How the origin answers from now on. */
  Scene answering(OriginScript script) {
    origin.answerWith(script);
    return this;
  }

  /** The origin. */
  SuiteOrigin origin() {
    return origin;
  }

  /** One more origin, of the same kind, which is no provider's; to be closed. */
  SuiteOrigin elsewhere() {
    return stage.elsewhere(wire);
  }

  /** Sends one request in a session of its own. All that it causes has come when this returns. */
  Exchange send(CallerRequest request) throws Exception {
    int before = origin.received().size();
    Reply reply;
    try (CallerSession session = open()) {
      reply = counted(session.send(request));
    }
    return reply.exchange(request, finished(before));
  }

  /** Sends requests in one session, each after the answer to the one before. */
  List<Exchange> converse(List<CallerRequest> requests) throws Exception {
    int before = origin.received().size();
    List<CallerRequest> told = Told.apart(requests);
    List<Reply> replies = new ArrayList<>();
    try (CallerSession session = open()) {
      for (CallerRequest request : told) {
        replies.add(counted(session.send(request)));
      }
    }
    return Told.exchanges(told, replies, finished(before));
  }

  /** Sends requests in one session, all at once. */
  List<Exchange> atOnce(List<CallerRequest> requests) throws Exception {
    int before = origin.received().size();
    List<CallerRequest> told = Told.apart(requests);
    List<Reply> replies;
    try (CallerSession session = open()) {
      replies = session.sendAll(told);
    }
    replies.forEach(this::counted);
    return Told.exchanges(told, replies, finished(before));
  }

  /**
   * Sends bytes over a connection of their own. All that they cause has come when this returns.
   *
   * @param bytes the bytes, as {@link ConnectionSession#sendRaw} takes them
   * @throws InapplicableException if who is measured takes none
   */
  RawExchange sendRaw(String bytes) throws Exception {
    int before = origin.received().size();
    RawClient.Conversation conversation;
    try (CallerSession session = open()) {
      conversation = session.sendRaw(bytes);
    }
    asked++;
    return new RawExchange(bytes, conversation, finished(before));
  }

  private Reply counted(Reply reply) {
    asked++;
    shapeless += reply.refusal() instanceof NoShapeException ? 1 : 0;
    return reply;
  }

  /** Whether nothing of what was to be sent has a shape here: then nothing was found out. */
  boolean hasAskedNothing() {
    return asked > 0 && asked == shapeless;
  }

  /** A session, for checks that act while a request is under way; to be closed. */
  CallerSession open() throws Exception {
    return new CallerSession(transport.open(policy), limit);
  }

  /** Whether whoever sent the last request leaves it before it is answered. */
  boolean left() throws InterruptedException {
    return origin.awaitLeft(limit);
  }

  /** All that has come after the first {@code before}. */
  List<Received> finished(int before) throws InterruptedException {
    origin.finish(limit);
    List<Received> all = origin.received();
    return all.subList(before, all.size());
  }

  @Override
  public void close() {
    origin.close();
  }
}
