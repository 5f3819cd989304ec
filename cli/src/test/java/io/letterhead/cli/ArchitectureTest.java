package io.letterhead.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.vertx.core.http.RequestOptions;
import java.net.InetAddress;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The arrows between the modules, and what no class of theirs may be or do. */
class ArchitectureTest {

  private static final String CORE = "io.letterhead.policy..";
  private static final String DSL = "io.letterhead.dsl..";
  private static final String VERTX = "io.letterhead.vertx..";
  private static final String APACHE = "io.letterhead.apache..";
  private static final String CONFORMANCE = "io.letterhead.conformance..";
  private static final String KIT = "io.letterhead.conformance.kit..";
  private static final String NETTY = "io.netty..";
  private static final String CLI = "io.letterhead.cli..";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages("io.letterhead");

  @Test
  void everyModuleIsLookedAt() {
    for (String module : new String[] {CORE, DSL, APACHE, VERTX, CONFORMANCE, CLI}) {
      String inside = module.replace("..", "");
      assertThat(CLASSES.stream().filter(each -> each.getPackageName().startsWith(inside)))
          .as(inside)
          .hasSizeGreaterThan(10);
    }
  }

  @Test
  void coreKnowsNobody() {
    onlyDependsOn(CORE, CORE, "com.google.common..", "com.google.errorprone.annotations..");
  }

  @Test
  void coreDoesNoInputOrOutputAndHasNoClock() {
    noClasses()
        .that()
        .resideInAPackage(CORE)
        .should()
        .dependOnClassesThat(
            named(
                "java\\.(io\\.(?!IOException|UncheckedIOException|Serializable|ByteArrayOutputStream).*"
                    + "|nio\\.(?!charset\\.).*|net\\.(?!URI$|URISyntaxException|URL$|InetAddress$).*"
                    + "|time\\..*|util\\.(Date|Timer|Random|logging\\..*)"
                    + "|lang\\.(System\\$Logger.*|Thread|Process.*))"))
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage(CORE)
        .should()
        .callMethodWhere(
            calls(
                    System.class,
                    method ->
                        method.getName().matches("currentTimeMillis|nanoTime|getenv|getProperty"))
                .or(
                    calls(
                        InetAddress.class,
                        method -> !method.getName().equals("isLoopbackAddress"))))
        .check(CLASSES);
  }

  @Test
  void theDslKnowsCoreAlone() {
    onlyDependsOn(
        DSL, DSL, CORE, "com.google.common..", "com.fasterxml.jackson..", "org.yaml.snakeyaml..");
  }

  @Test
  void theTransportsKnowCoreAlone() {
    onlyDependsOn(
        APACHE,
        APACHE,
        CORE,
        "com.google.common..",
        "org.apache.hc..",
        "org.slf4j..",
        "javax.net.ssl..");
    onlyDependsOn(
        VERTX,
        VERTX,
        CORE,
        "com.google.common..",
        "io.vertx..",
        "io.netty..",
        "io.micrometer..",
        "io.github.bucket4j..",
        "io.lettuce..",
        "com.nimbusds.jose..",
        "com.nimbusds.jwt..",
        "com.fasterxml.jackson.core..",
        "org.apache.commons.codec..",
        "org.springframework.security.crypto.bcrypt..",
        "com.google.errorprone.annotations..",
        "javax.net.ssl..",
        "com.sun.management..");
  }

  @Test
  void conformanceKnowsCoreAloneAndNoTestLibraryButInTheKit() {
    noClasses()
        .that()
        .resideInAPackage(CONFORMANCE)
        .and()
        .resideOutsideOfPackage(KIT)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(KIT, "org.junit..", "org.opentest4j..", "net.jqwik..")
        .check(CLASSES);
    onlyDependsOn(
        CONFORMANCE,
        CONFORMANCE,
        "org.junit..",
        "org.opentest4j..",
        "net.jqwik..",
        "org.apiguardian..",
        CORE,
        "com.google.common..",
        "com.fasterxml.jackson.core..",
        "javax.net..",
        NETTY);
  }

  @Test
  void onlyTheHttp2OriginKnowsAnHttpLibrary() {
    noClasses()
        .that()
        .resideInAPackage(CONFORMANCE)
        .and()
        .haveNameNotMatching(".*\\.H2[^.]*")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(NETTY)
        .check(CLASSES);
  }

  @Test
  void nobodyKnowsTheCommand() {
    noClasses()
        .that()
        .resideOutsideOfPackage(CLI)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(CLI)
        .check(CLASSES);
  }

  @Test
  void noPackageOrClassIsNamedForNothing() {
    noClasses()
        .should()
        .resideInAnyPackage(
            "..impl..",
            "..util..",
            "..utils..",
            "..common..",
            "..manager..",
            "..helper..",
            "..internal..")
        .check(CLASSES);
    noClasses()
        .should()
        .haveNameMatching(".*(Manager|Helper|Util|Utils|Impl|Common)(\\$.*)?")
        .check(CLASSES);
  }

  /** Vert.x 5.1.6 never cancels the timer that it sets for it, which holds the connection. */
  @Test
  void noRequestToAnOriginSaysHowLongItsConnectionMayBeInComing() {
    noClasses()
        .that()
        .resideInAPackage(VERTX)
        .should()
        .callMethodWhere(
            calls(RequestOptions.class, method -> method.getName().matches("set(Connect)?Timeout")))
        .check(CLASSES);
  }

  @Test
  void noNameIsComparedByTheLocaleOrByUnicode() {
    comparesByAscii().check(CLASSES);
  }

  @Test
  void aClassThatComparesByTheLocaleIsFound() {
    JavaClasses offender = new ClassFileImporter().importClasses(Offender.class);
    assertThat(comparesByAscii().evaluate(offender).getFailureReport().getDetails()).hasSize(3);
  }

  @Test
  void everyPackageOfOursIsNullMarked() {
    classes()
        .that()
        .haveSimpleName("package-info")
        .should()
        .beAnnotatedWith("org.jspecify.annotations.NullMarked")
        .check(CLASSES);
  }

  private static ArchRule comparesByAscii() {
    return noClasses()
        .that()
        .resideInAnyPackage(CORE, DSL, VERTX, CONFORMANCE, CLI)
        .should()
        .callMethodWhere(
            calls(
                String.class,
                method ->
                    method.getName().matches("equalsIgnoreCase|compareToIgnoreCase")
                        || (method.getName().matches("toLowerCase|toUpperCase")
                            && method.getRawParameterTypes().isEmpty())))
        .orShould()
        .accessTargetWhere(
            new DescribedPredicate<JavaAccess<?>>("String.CASE_INSENSITIVE_ORDER") {
              @Override
              public boolean test(JavaAccess<?> access) {
                return access.getTarget().getName().equals("CASE_INSENSITIVE_ORDER");
              }
            });
  }

  /** What no class of ours may do. */
  private static final class Offender {
    @SuppressWarnings({"StringCaseLocaleUsage", "UnusedMethod"})
    static boolean offends(String one, String other) {
      return one.equalsIgnoreCase(other)
          || one.toLowerCase().equals(other)
          || String.CASE_INSENSITIVE_ORDER.compare(one, other) == 0;
    }
  }

  private static void onlyDependsOn(String module, String... allowed) {
    String[] all = new String[allowed.length + 3];
    System.arraycopy(allowed, 0, all, 0, allowed.length);
    all[allowed.length] = "java..";
    all[allowed.length + 1] = "org.jspecify.annotations..";
    all[allowed.length + 2] = "";
    classes()
        .that()
        .resideInAPackage(module)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(all)
        .check(CLASSES);
  }

  private static DescribedPredicate<JavaClass> named(String pattern) {
    Pattern name = Pattern.compile(pattern);
    return new DescribedPredicate<>("named " + pattern) {
      @Override
      public boolean test(JavaClass each) {
        return name.matcher(each.getBaseComponentType().getName()).matches();
      }
    };
  }

  private static DescribedPredicate<JavaMethodCall> calls(
      Class<?> type, Predicate<MethodCallTarget> method) {
    return new DescribedPredicate<>("calls of " + type.getSimpleName() + " that it must not make") {
      @Override
      public boolean test(JavaMethodCall call) {
        return call.getTargetOwner().isEquivalentTo(type) && method.test(call.getTarget());
      }
    };
  }
}
