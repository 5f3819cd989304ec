package io.letterhead.conformance.suite;

import static java.util.Objects.requireNonNull;

import io.letterhead.conformance.OriginCertificate;
import io.letterhead.policy.PolicyGeneration;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * What a transport is to obey, where its origin is, and whom it is to trust there.
 *
 * <p>Safe for use by several threads. A transport with {@link Feature#RELOAD} asks for the {@link
 * #generation} at each request.
 */
public final class PolicyUnderTest {
  private final Wire wire;
  private final URI server;
  private final SSLContext tls;
  private final boolean replaceable;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile InForce inForce;
  private volatile List<InForce> turns = List.of();

  private record InForce(SuitePolicy policy, PolicyGeneration generation) {}

  PolicyUnderTest(
      Wire wire,
      URI server,
      OriginCertificate certificate,
      SuitePolicy policy,
      boolean replaceable) {
    this.wire = requireNonNull(wire, "wire");
    this.server = requireNonNull(server, "server");
    this.tls = certificate.clientContext();
    this.replaceable = replaceable;
    this.inForce = compiled(server, policy);
  }

  private PolicyUnderTest(PolicyUnderTest live, InForce inForce) {
    this.wire = live.wire;
    this.server = live.server;
    this.tls = live.tls;
    this.replaceable = false;
    this.inForce = inForce;
  }

  private static InForce compiled(URI server, SuitePolicy policy) {
    return new InForce(policy, policy.generation(origin(server).toString()));
  }

  private static URI origin(URI server) {
    return server.resolve(SuitePolicy.BASE_PATH);
  }

  /**
   * Puts another policy in force, whole.
   *
   * @throws InapplicableException if who is measured cannot be told
   */
  void replace(SuitePolicy policy) {
    if (!replaceable) {
      throw new InapplicableException();
    }
    inForce = compiled(server, policy);
  }

  /**
   * Puts these in force by turns: whoever asks gets the next one.
   *
   * @throws InapplicableException if who is measured cannot be told
   */
  void rotate(List<SuitePolicy> policies) {
    if (!replaceable) {
      throw new InapplicableException();
    }
    turns = policies.stream().map(policy -> compiled(server, policy)).toList();
  }

  /** The same, as it is now: no other policy is put in force there. */
  PolicyUnderTest now() {
    return new PolicyUnderTest(this, next());
  }

  private InForce next() {
    List<InForce> all = turns;
    return all.isEmpty() ? inForce : all.get(asked.getAndIncrement() % all.size());
  }

  /** The policy that is in force now, compiled, with its secrets. */
  public PolicyGeneration generation() {
    return next().generation();
  }

  /** The name of the one provider. */
  public String provider() {
    return SuitePolicy.PROVIDER;
  }

  /** How the origin is to be spoken to. */
  public Wire wire() {
    return wire;
  }

  /** The provider's origin, with its base path. */
  public URI origin() {
    return origin(server);
  }

  /** Where a request goes, as a text: its target below the origin, whatever it holds. */
  public String uri(CallerRequest request) {
    return origin() + request.target();
  }

  /** TLS for a client that trusts the origin's certificate, and no other. */
  public SSLContext tls() {
    return tls;
  }

  /** The policy as a file; its secrets are stand-ins of the suite. */
  public String text() {
    return PolicyText.of(inForce.policy().model(origin().toString()));
  }
}
