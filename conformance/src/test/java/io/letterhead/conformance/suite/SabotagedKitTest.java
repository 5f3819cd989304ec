package io.letterhead.conformance.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.kit.TransportConformance;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary.Failure;

/** Who tests the laws: for each somebody who breaks it, found by jqwik as by an adopter's build. */
final class SabotagedKitTest {
  private static final Map<String, String> PROPERTIES =
      Map.of(
          "LH-11.1", "nonInterference",
          "LH-11.2", "singleOwner",
          "LH-11.3", "confinement",
          "LH-11.4", "framing",
          "LH-11.5", "isolation",
          "LH-11.6", "orderInvariance");

  @Test
  void everyLawHasASaboteur() {
    assertThat(Arrays.stream(Law.values()).map(law -> law.requirement().id()))
        .containsExactlyInAnyOrderElementsOf(PROPERTIES.keySet());
    assertThat(saboteurs().map(SabotagedKitTest::id))
        .containsExactlyInAnyOrderElementsOf(PROPERTIES.keySet());
  }

  @TestFactory
  Stream<DynamicTest> isCaught() {
    return saboteurs()
        .map(method -> DynamicTest.dynamicTest(method.getName(), () -> isCaught(method)));
  }

  private static Stream<Method> saboteurs() {
    return Arrays.stream(LawSaboteurs.class.getDeclaredMethods())
        .filter(method -> method.getName().startsWith("lh_"));
  }

  private static String id(Method method) {
    String[] parts = method.getName().split("_", 4);
    return "LH-" + parts[1] + "." + parts[2];
  }

  private static void isCaught(Method method) throws ReflectiveOperationException {
    Sabotage sabotage = (Sabotage) method.invoke(null);
    Sabotaged.steps = sabotage.steps();
    String property = PROPERTIES.get(id(method));
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(
                DiscoverySelectors.selectMethod(
                    Sabotaged.class,
                    TransportConformance.class.getDeclaredMethod(
                        property, Wire.class, GeneratedCase.class)))
            .build();
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, summary);
    assertThat(summary.getSummary().getFailures())
        .extracting(Failure::getException)
        .singleElement()
        .satisfies(
            thrown ->
                assertThat(thrown)
                    .hasMessageContaining(id(method) + " is broken by sabotaged")
                    .hasMessageContaining(sabotage.words()));
  }

  /** The kit, as an adopter has it; not found as a test, for its name. */
  static final class Sabotaged extends TransportConformance {
    private static Steps steps = new Steps();

    @Override
    protected TransportUnderTest transport() {
      return new ReferenceTransport("sabotaged", steps);
    }
  }
}
