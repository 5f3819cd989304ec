package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.policy.scheme.BasicScheme;
import io.letterhead.policy.scheme.BearerScheme;
import io.letterhead.policy.scheme.RawScheme;
import io.letterhead.policy.spi.CredentialScheme;
import io.letterhead.policy.spi.RuleVerb;
import io.letterhead.policy.spi.SecretSource;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What this module shows to others, exactly: a name here is a promise. */
class ModuleTest {

  @Test
  void itsNameAndItsExportsAreThese() throws URISyntaxException {
    ModuleDescriptor module = descriptor();

    assertThat(module.name()).isEqualTo("io.letterhead.policy");
    assertThat(module.isOpen()).isFalse();
    assertThat(module.opens()).isEmpty();
    assertThat(module.exports())
        .allMatch(export -> !export.isQualified())
        .extracting(ModuleDescriptor.Exports::source)
        .containsExactlyInAnyOrder(
            "io.letterhead.policy", "io.letterhead.policy.analysis", "io.letterhead.policy.spi");
  }

  @Test
  void itNeedsGuavaOnly() throws URISyntaxException {
    assertThat(descriptor().requires())
        .filteredOn(r -> !r.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
        .extracting(ModuleDescriptor.Requires::name)
        .containsExactlyInAnyOrder("java.base", "com.google.common");
  }

  @Test
  void itUsesAndProvidesTheseServices() throws URISyntaxException, IOException {
    ModuleDescriptor module = descriptor();
    List<String> schemes =
        Stream.of(BasicScheme.class, BearerScheme.class, RawScheme.class)
            .map(Class::getName)
            .toList();

    assertThat(module.uses())
        .containsExactlyInAnyOrder(
            CredentialScheme.class.getName(),
            RuleVerb.class.getName(),
            SecretSource.class.getName());
    assertThat(module.provides())
        .singleElement()
        .satisfies(
            provided -> {
              assertThat(provided.service()).isEqualTo(CredentialScheme.class.getName());
              assertThat(provided.providers()).containsExactlyElementsOf(schemes);
            });
    assertThat(
            Files.readAllLines(
                classes().resolve("META-INF/services").resolve(CredentialScheme.class.getName())))
        .as("the same, for the class path")
        .containsExactlyElementsOf(schemes);
  }

  @Test
  void itsPublicTypesAreThese() throws Exception {
    assertThat(publicTypes())
        .containsExactly(
            "Bring",
            "Cause",
            "Compilation",
            "CompiledPolicy",
            "Condition",
            "Decision",
            "FieldGroup",
            "FieldName",
            "FieldSink",
            "Guard",
            "Operand",
            "Origin",
            "OutboundHead",
            "Owner",
            "PathPattern",
            "PlugInException",
            "PlugIns",
            "Policy",
            "PolicyException",
            "PolicyGeneration",
            "Position",
            "Positioned",
            "Problem",
            "Profile",
            "Provider",
            "ProviderPolicy",
            "QueryRules",
            "RejectedException",
            "Rejection",
            "Removal",
            "RequestClass",
            "RequestFact",
            "RequestHead",
            "RequestTarget",
            "ResponseHead",
            "Rule",
            "Rules",
            "Secret",
            "SecretDeclaration",
            "SecretUnusableException",
            "Suggestion",
            "Terms",
            "UnusableSecret",
            "WebSocketProtocols",
            "WrittenValue",
            "analysis.OwnershipTable",
            "spi.CredentialScheme",
            "spi.Footprint",
            "spi.RuleVerb",
            "spi.SecretSource");
  }

  /** The public top-level types of the exported packages, without the module's prefix. */
  private static List<String> publicTypes() throws Exception {
    TreeSet<String> types = new TreeSet<>();
    for (ModuleDescriptor.Exports export : descriptor().exports()) {
      Path folder = classes().resolve(export.source().replace('.', '/'));
      try (Stream<Path> files = Files.list(folder)) {
        for (String file : files.map(f -> f.getFileName().toString()).toList()) {
          if (file.endsWith(".class") && !file.contains("$") && !file.startsWith("package-info")) {
            String name = export.source() + "." + file.substring(0, file.length() - 6);
            if (Modifier.isPublic(Class.forName(name).getModifiers())) {
              types.add(name.substring("io.letterhead.policy.".length()));
            }
          }
        }
      }
    }
    return List.copyOf(types);
  }

  private static ModuleDescriptor descriptor() throws URISyntaxException {
    return ModuleFinder.of(classes()).find("io.letterhead.policy").orElseThrow().descriptor();
  }

  private static Path classes() throws URISyntaxException {
    URI root = CompiledPolicy.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    return Path.of(root);
  }
}
