package io.letterhead.conformance.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.OriginCertificate;
import java.io.IOException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Who tests the tests: for each requirement somebody who breaks it, and nothing else. */
@Execution(ExecutionMode.CONCURRENT)
final class SaboteurTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** For saboteurs by whom something never comes: that is all that there is to wait for. */
  private static final Duration IN_VAIN = Duration.ofSeconds(2);

  private static final List<Class<?>> SABOTEURS =
      List.of(
          CredentialSaboteurs.class,
          FieldSaboteurs.class,
          ValueSaboteurs.class,
          HopSaboteurs.class,
          TargetSaboteurs.class,
          ResponseSaboteurs.class,
          ConnectionSaboteurs.class,
          FeatureSaboteurs.class,
          UpgradeSaboteurs.class,
          PolicyFeatureSaboteurs.class);
  private static final int STRIDE = Integer.getInteger("letterhead.saboteurs.stride", 4);
  private static final Duration GATEWAY_LIMIT = Duration.ofSeconds(5);
  private static OriginCertificate certificate;
  private static final Queue<ReusedStage> IDLE = new ConcurrentLinkedQueue<>();

  @BeforeAll
  static void certify() throws InterruptedException {
    certificate = OriginCertificate.create();
  }

  @AfterAll
  static void close() {
    IDLE.forEach(ReusedStage::close);
  }

  private record Saboteur(String name, String id, Sabotage sabotage) {}

  private static Stream<Saboteur> saboteurs() {
    return SABOTEURS.stream()
        .flatMap(each -> Arrays.stream(each.getDeclaredMethods()))
        .filter(method -> method.getName().startsWith("lh_"))
        .map(SaboteurTest::saboteur);
  }

  private static Saboteur saboteur(Method method) {
    String[] parts = method.getName().split("_", 4);
    try {
      return new Saboteur(
          method.getName(), "LH-" + parts[1] + "." + parts[2], (Sabotage) method.invoke(null));
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError(method.getName(), impossible);
    }
  }

  @Test
  void everyRequirementHasASaboteur() {
    Set<String> broken = saboteurs().map(Saboteur::id).collect(java.util.stream.Collectors.toSet());
    assertThat(Specification.shipped().requirements())
        .filteredOn(SaboteurTest::isNoLaw)
        .extracting(Requirement::id)
        .allSatisfy(id -> assertThat(broken).contains(id));
  }

  /** Laws have saboteurs of their own, whom the kit catches. */
  private static boolean isNoLaw(Requirement requirement) {
    return Chapters.check(requirement).isPresent();
  }

  @TestFactory
  Stream<DynamicTest> isCaught() {
    return saboteurs()
        .map(saboteur -> DynamicTest.dynamicTest(saboteur.name(), () -> isCaught(saboteur)));
  }

  private static void isCaught(Saboteur saboteur) throws InterruptedException, IOException {
    Requirement requirement = Specification.shipped().requirement(saboteur.id());
    boolean waits = requirement.feature().filter(Feature.STREAMING::equals).isPresent();
    boolean http2 = requirement.feature().filter(Feature.HTTP_2::equals).isPresent();
    Result result =
        measured(
            saboteur,
            waits ? IN_VAIN : LIMIT,
            suite -> suite.run(requirement, http2 ? Wire.H2 : Wire.H1));
    assertThat(result.outcome())
        .as(result.toString())
        .isEqualTo(requirement.level() == Level.MUST ? Outcome.FAIL : Outcome.NOT_STRICT);
    Finding finding = result.finding().orElseThrow();
    assertThat(finding.expected() + "; " + finding.actual()).contains(saboteur.sabotage().words());
  }

  @TestFactory
  Stream<DynamicTest> isCaughtForNothingElse() {
    return saboteurs()
        .map(
            saboteur ->
                DynamicTest.dynamicTest(saboteur.name(), () -> isCaughtForNothingElse(saboteur)));
  }

  private static void isCaughtForNothingElse(Saboteur saboteur)
      throws InterruptedException, IOException {
    List<Result> others =
        measured(
            saboteur,
            LIMIT,
            suite -> {
              List<Result> results = new ArrayList<>();
              for (Requirement other : others(saboteur)) {
                boolean mayFail =
                    other.id().equals(saboteur.id())
                        || saboteur.sabotage().also().contains(other.id());
                if (other.isCore() && isNoLaw(other) && !mayFail) {
                  results.add(suite.run(other, Wire.H1));
                }
              }
              return results;
            });
    assertThat(others)
        .allSatisfy(
            result ->
                assertThat(result.outcome())
                    .as("%s: %s", result.requirement().id(), result.finding())
                    .isIn(allowed(saboteur)));
  }

  /**
   * The requirements that a saboteur is to meet all the same: each build looks at one in {@link
   * #STRIDE}, others for each saboteur, and the profile of that name at all.
   */
  private static List<Requirement> others(Saboteur saboteur) {
    List<Requirement> all = Specification.shipped().requirements();
    int first = Math.floorMod(saboteur.name().hashCode(), STRIDE);
    return IntStream.range(0, all.size())
        .filter(i -> i % STRIDE == first)
        .mapToObj(all::get)
        .toList();
  }

  /** Some of it there are no bytes for. */
  private static Set<Outcome> allowed(Saboteur saboteur) {
    return saboteur.sabotage().front().isPresent()
        ? Set.of(Outcome.PASS, Outcome.SKIPPED)
        : Set.of(Outcome.PASS);
  }

  /** What a suite says of a saboteur. */
  private interface Measuring<T> {
    T by(Suite suite) throws InterruptedException;
  }

  private static <T> T measured(Saboteur saboteur, Duration limit, Measuring<T> measuring)
      throws InterruptedException, IOException {
    if (saboteur.sabotage().front().isPresent()) {
      try (ReferenceGateway gateway =
          ReferenceGateway.start(saboteur.sabotage().front().get(), certificate)) {
        return measuring.by(gateway.suite(saboteur.name(), GATEWAY_LIMIT));
      }
    }
    ReusedStage idle = IDLE.poll();
    ReusedStage stage = idle == null ? new ReusedStage(certificate) : idle;
    TransportUnderTest transport =
        new ReferenceTransport(saboteur.name(), saboteur.sabotage().steps());
    T result = measuring.by(Suite.of(transport, certificate, stage, limit));
    IDLE.add(stage);
    return result;
  }
}
