package io.letterhead.conformance.suite;

import static java.util.Objects.requireNonNull;

import io.letterhead.conformance.OriginCertificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures a transport by the requirements.
 *
 * <p>Deterministic: each check has an origin and a session of its own, and waits for what it looks
 * at. No outcome depends on how long something takes, but for what never ends: that fails at the
 * limit. For one thread.
 */
public final class Suite {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final TransportUnderTest transport;
  private final OriginCertificate certificate;
  private final Stage stage;
  private final Duration limit;
  private final Map<Wire, Result> baselines = new EnumMap<>(Wire.class);

  private Suite(
      TransportUnderTest transport, OriginCertificate certificate, Stage stage, Duration limit) {
    this.transport = transport;
    this.certificate = certificate;
    this.stage = stage;
    this.limit = limit;
  }

  /**
   * A suite for that transport, which gives up after ten seconds on what does not end.
   *
   * @throws InterruptedException if the thread is interrupted while a certificate is made
   */
  public static Suite of(TransportUnderTest transport) throws InterruptedException {
    return of(transport, OriginCertificate.create(), LIMIT);
  }

  /** A suite for that transport, whose origins show that certificate, with the same limit. */
  public static Suite of(TransportUnderTest transport, OriginCertificate certificate) {
    return of(transport, certificate, LIMIT);
  }

  /**
   * A suite for a gateway that is configured for that origin, which gives up after ten seconds on
   * what does not end.
   */
  public static Suite of(GatewayTransport gateway, GatewayOrigin origin) {
    return of(gateway, origin, LIMIT);
  }

  static Suite of(GatewayTransport gateway, GatewayOrigin origin, Duration limit) {
    return new Suite(gateway, origin.certificate(), origin.stage(gateway), limit);
  }

  static Suite of(TransportUnderTest transport, OriginCertificate certificate, Duration limit) {
    return of(transport, certificate, Stage.fresh(certificate), limit);
  }

  static Suite of(
      TransportUnderTest transport, OriginCertificate certificate, Stage stage, Duration limit) {
    return new Suite(requireNonNull(transport, "transport"), certificate, stage, limit);
  }

  /** All results: each requirement over each wire that the transport has. */
  public List<Result> run() throws InterruptedException {
    List<Result> results = new ArrayList<>();
    for (Requirement requirement : Specification.shipped().requirements()) {
      for (Wire wire : transport.wires()) {
        results.add(run(requirement, wire));
      }
    }
    return results;
  }

  /**
   * What comes of one requirement over one wire.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public Result run(Requirement requirement, Wire wire) throws InterruptedException {
    Optional<Check> check = Chapters.check(requirement);
    if (check.isEmpty()) {
      return law(requirement, wire);
    }
    Optional<Result> setupError = baseline(requirement, wire);
    if (setupError.isPresent()) {
      return setupError.get();
    }
    boolean claimed = requirement.feature().map(transport.features()::contains).orElse(true);
    Result measured = measure(requirement, wire, check.get());
    return claimed || measured.outcome() == Outcome.SKIPPED
        ? measured
        : new Result(
            requirement,
            wire,
            Outcome.SKIPPED,
            measured.finding(),
            Optional.of(measured.outcome()),
            measured.policy());
  }

  /**
   * Looks whether a law holds for a policy and requests.
   *
   * @throws ConformanceFailure if it does not
   * @throws Exception if that cannot be found out
   */
  public void hold(Law law, Wire wire, GeneratedCase generated) throws Exception {
    try (Scene scene = new Scene(transport, wire, stage, certificate, limit)) {
      law.check(scene.under(generated.policy()), generated);
    }
  }

  private static Result law(Requirement requirement, Wire wire) {
    Finding elsewhere =
        new Finding(
            "policies and requests that are made up, with a test framework",
            "there is none here: the JUnit kit measures it",
            List.of());
    return new Result(
        requirement, wire, Outcome.SKIPPED, Optional.of(elsewhere), Optional.empty(), "");
  }

  /** Nothing can be said of who does not let an honest request through. */
  private Optional<Result> baseline(Requirement requirement, Wire wire)
      throws InterruptedException {
    Result honest = baselines.get(wire);
    if (honest == null) {
      honest = measure(requirement, wire, Suite::honest);
      baselines.put(wire, honest);
    }
    return honest.outcome() == Outcome.PASS
        ? Optional.empty()
        : Optional.of(
            new Result(
                requirement,
                wire,
                Outcome.SETUP_ERROR,
                honest.finding(),
                Optional.empty(),
                honest.policy()));
  }

  private static void honest(Scene scene) throws Exception {
    Exchange exchange = scene.send(CallerRequest.get());
    exchange.forwarded();
    exchange.answeredStatus(200);
  }

  private Result measure(Requirement requirement, Wire wire, Check check)
      throws InterruptedException {
    String policy = "";
    Outcome outcome = Outcome.PASS;
    Optional<Finding> finding = Optional.empty();
    try (Scene scene = new Scene(transport, wire, stage, certificate, limit)) {
      try {
        check.run(scene);
        outcome = scene.hasAskedNothing() ? Outcome.SKIPPED : Outcome.PASS;
      } finally {
        policy = scene.policy().text();
      }
    } catch (ConformanceFailure failure) {
      outcome = requirement.level() == Level.MUST ? Outcome.FAIL : Outcome.NOT_STRICT;
      finding = Optional.of(failure.finding());
    } catch (InapplicableException cannotBeLookedAt) {
      outcome = Outcome.SKIPPED;
    } catch (InterruptedException interrupted) {
      throw interrupted;
    } catch (Exception error) {
      outcome = Outcome.SETUP_ERROR;
      finding =
          Optional.of(new Finding("a check that can be made", String.valueOf(error), List.of()));
    }
    return new Result(requirement, wire, outcome, finding, Optional.empty(), policy);
  }
}
