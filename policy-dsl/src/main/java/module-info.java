import io.letterhead.dsl.secret.EnvSecretSource;
import io.letterhead.dsl.secret.FileSecretSource;
import io.letterhead.policy.spi.SecretSource;

/** Policy files: YAML in, compiled policies out, every problem at its place. */
module io.letterhead.dsl {
  exports io.letterhead.dsl;
  exports io.letterhead.dsl.secret;

  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.dataformat.yaml;
  requires transitive com.google.common;
  requires transitive io.letterhead.policy;
  requires static org.jspecify;
  requires org.yaml.snakeyaml;

  provides SecretSource with
      EnvSecretSource,
      FileSecretSource;
}
