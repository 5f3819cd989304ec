package io.letterhead.conformance.kit;

import io.letterhead.conformance.suite.ConformanceFailure;
import io.letterhead.conformance.suite.GeneratedCase;
import io.letterhead.conformance.suite.Law;
import io.letterhead.conformance.suite.Requirement;
import io.letterhead.conformance.suite.Specification;
import io.letterhead.conformance.suite.Suite;
import io.letterhead.conformance.suite.TransportUnderTest;
import io.letterhead.conformance.suite.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every requirement as a test of one transport: extend it, and say which.
 *
 * <p>A requirement over a wire is one test, named by both. What is about a feature that the
 * transport does not claim is aborted, with what would have come of it; so is what is not strict. A
 * transport that does not let an honest request through fails every test, as a setup error. The
 * laws are properties of jqwik, which shrinks what breaks one.
 *
 * <p>{@code -Dletterhead.requirement=LH-1.2} and {@code -Dletterhead.wire=h1} select.
 */
public abstract class TransportConformance {
  private static final int TRIES = 100;
  private static final int TRIES_AT_ONCE = 30;

  /** For subclasses. */
  protected TransportConformance() {}

  /** The transport that is measured; asked for often, and always the same. */
  protected abstract TransportUnderTest transport();

  /**
   * The requirements, each over each wire that the transport has.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  @TestFactory
  final Stream<DynamicTest> requirement() throws InterruptedException {
    TransportUnderTest transport = transport();
    Suite suite = Suite.of(transport, SharedCertificate.get());
    Verdicts verdicts = new Verdicts(getClass(), transport);
    List<DynamicTest> tests = new ArrayList<>();
    for (Requirement requirement : Specification.shipped().requirements()) {
      for (Wire wire : transport.wires()) {
        if (Selection.takes(requirement, wire) && !Law.isLaw(requirement)) {
          tests.add(
              DynamicTest.dynamicTest(
                  requirement.id() + " over " + wire.id() + ": " + requirement.text(),
                  () -> verdicts.tell(suite.run(requirement, wire))));
        }
      }
    }
    return tests.stream();
  }

  /** LH-11.1: what the policy writes is the same, whatever the caller sends. */
  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  final void nonInterference(@ForAll("wire") Wire wire, @ForAll("anyCase") GeneratedCase generated)
      throws Exception {
    hold(Law.NON_INTERFERENCE, wire, generated);
  }

  /** LH-11.2: each name has one owner. */
  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  final void singleOwner(@ForAll("wire") Wire wire, @ForAll("anyCase") GeneratedCase generated)
      throws Exception {
    hold(Law.SINGLE_OWNER, wire, generated);
  }

  /** LH-11.3: the credential is in its slot, and nowhere else. */
  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  final void confinement(@ForAll("wire") Wire wire, @ForAll("anyCase") GeneratedCase generated)
      throws Exception {
    hold(Law.CONFINEMENT, wire, generated);
  }

  /** LH-11.4: one request in, at most one out. */
  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  final void framing(@ForAll("wire") Wire wire, @ForAll("anyCase") GeneratedCase generated)
      throws Exception {
    hold(Law.FRAMING, wire, generated);
  }

  /** LH-11.5: requests at once leave as each does alone. */
  @Property(tries = TRIES_AT_ONCE, edgeCases = EdgeCasesMode.NONE)
  final void isolation(@ForAll("wire") Wire wire, @ForAll("manyRequests") GeneratedCase generated)
      throws Exception {
    hold(Law.ISOLATION, wire, generated);
  }

  /** LH-11.6: order and case change nothing. */
  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  final void orderInvariance(@ForAll("wire") Wire wire, @ForAll("anyCase") GeneratedCase generated)
      throws Exception {
    hold(Law.ORDER, wire, generated);
  }

  private void hold(Law law, Wire wire, GeneratedCase generated) throws Exception {
    if (!Selection.takes(law.requirement(), wire)) {
      return;
    }
    TransportUnderTest transport = transport();
    try {
      Suite.of(transport, SharedCertificate.get()).hold(law, wire, generated);
    } catch (ConformanceFailure failure) {
      throw new Verdicts(getClass(), transport).failure(law, wire, generated, failure);
    }
  }

  @Provide
  final Arbitrary<Wire> wire() {
    return Arbitraries.of(transport().wires());
  }

  @Provide
  final Arbitrary<GeneratedCase> anyCase() {
    return Cases.ofRequests(1, 2);
  }

  @Provide
  final Arbitrary<GeneratedCase> manyRequests() {
    return Cases.ofRequests(4, 12);
  }
}
