package io.letterhead.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JacksonAnnotation;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.google.common.collect.ImmutableList;
import com.google.common.util.concurrent.internal.InternalFutureFailureAccess;
import io.letterhead.policy.CompiledPolicy;
import io.letterhead.policy.PlugIns;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.error.Mark;

/** The library works as named modules, too; the other tests run on the class path. */
class ModuleTest {

  private static final String NAME = "io.letterhead.dsl";

  @Test
  void nothingIsExportedButTheLibraryAndItsSecretSources() {
    ModuleDescriptor descriptor = finder().find(NAME).orElseThrow().descriptor();

    assertThat(descriptor.exports())
        .extracting(ModuleDescriptor.Exports::source)
        .containsExactlyInAnyOrder("io.letterhead.dsl", "io.letterhead.dsl.secret");
  }

  @Test
  void aPolicyLoadsInNamedModules() throws ReflectiveOperationException {
    ClassLoader loader = loader();
    Class<?> plugIns = loader.loadClass("io.letterhead.policy.PlugIns");
    Class<?> files = loader.loadClass(PolicyFiles.class.getName());
    String text =
        """
        version: 1
        secrets: { a: { env: A }, b: { file: b } }
        providers:
          vllm:
            origin: http://localhost:8000
            rules:
              - { inject: Authorization, from-secret: a, as: bearer }
              - { inject: X-Other-Key, from-secret: b, as: raw }
        """;
    Object loaded =
        files
            .getMethod("load", String.class, String.class, plugIns)
            .invoke(null, "p.yaml", text, plugIns.getMethod("installed").invoke(null));

    assertThat(files.getModule().getName()).isEqualTo(NAME);
    assertThat(loaded).hasToString("p.yaml: 0 problems");
  }

  @Test
  void theSchemaIsReadInNamedModules() throws ReflectiveOperationException {
    ClassLoader loader = loader();
    Class<?> plugIns = loader.loadClass("io.letterhead.policy.PlugIns");
    Object schema =
        loader
            .loadClass(PolicySchema.class.getName())
            .getMethod("json", plugIns)
            .invoke(null, plugIns.getMethod("installed").invoke(null));

    assertThat(schema).isEqualTo(PolicySchema.json(PlugIns.installed()));
  }

  private static ClassLoader loader() {
    Configuration configuration =
        ModuleLayer.boot()
            .configuration()
            .resolveAndBind(finder(), ModuleFinder.of(), Set.of(NAME));
    return ModuleLayer.boot()
        .defineModulesWithOneLoader(configuration, ClassLoader.getPlatformClassLoader())
        .findLoader(NAME);
  }

  private static ModuleFinder finder() {
    return ModuleFinder.of(
        Stream.of(
                PolicyFiles.class,
                CompiledPolicy.class,
                ImmutableList.class,
                InternalFutureFailureAccess.class,
                JsonToken.class,
                JacksonAnnotation.class,
                ObjectMapper.class,
                YAMLFactory.class,
                Mark.class)
            .map(ModuleTest::location)
            .toArray(Path[]::new));
  }

  private static Path location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
