package io.letterhead.conformance.suite;

import io.letterhead.conformance.OriginCertificate;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One origin for each wire, for the checks of many subjects, one after the other. */
final class ReusedStage implements Stage, AutoCloseable {
  private final OriginCertificate certificate;
  private final Map<Wire, SuiteOrigin> origins = new EnumMap<>(Wire.class);

  ReusedStage(OriginCertificate certificate) {
    this.certificate = certificate;
  }

  @Override
  public SuiteOrigin origin(Wire wire) {
    SuiteOrigin origin = origins.computeIfAbsent(wire, w -> SuiteOrigin.start(w, certificate));
    origin.answerWith(OriginScript.OK);
    return new Since(origin, origin.received().size(), origin.connections());
  }

  @Override
  public SuiteOrigin elsewhere(Wire wire) {
    return SuiteOrigin.start(wire, certificate);
  }

  @Override
  public Wire behind(Wire wire) {
    return wire;
  }

  @Override
  public boolean takesPolicies() {
    return true;
  }

  @Override
  public void close() {
    origins.values().forEach(SuiteOrigin::close);
  }

  /**
   * An origin, as far as one check has seen it.
   *
   * @param origin the origin
   * @param requests how many requests are of others
   * @param before how many connections are of others
   */
  private record Since(SuiteOrigin origin, int requests, int before) implements SuiteOrigin {
    @Override
    public URI uri() {
      return origin.uri();
    }

    @Override
    public void answerWith(OriginScript script) {
      origin.answerWith(script);
    }

    @Override
    public List<Received> received() {
      List<Received> all = origin.received();
      return all.subList(requests, all.size());
    }

    @Override
    public int connections() {
      return origin.connections() - before;
    }

    @Override
    public boolean awaitLeft(Duration limit) throws InterruptedException {
      return origin.awaitLeft(limit);
    }

    @Override
    public void finish(Duration limit) throws InterruptedException {
      origin.finish(limit);
    }

    @Override
    public void awaitQuiet(Duration limit) throws InterruptedException {
      origin.awaitQuiet(limit);
    }

    @Override
    public void close() {
      // Others go on with it.
    }
  }
}
