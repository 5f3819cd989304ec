package io.letterhead.dsl.secret;

import static java.util.Objects.requireNonNull;

import io.letterhead.policy.SecretUnusableException;
import io.letterhead.policy.spi.SecretSource;
import java.util.function.UnaryOperator;

/** The source {@code env}: environment variables of this process. */
public final class EnvSecretSource implements SecretSource {

  private final UnaryOperator<String> environment;

  /** For {@link java.util.ServiceLoader}. */
  public EnvSecretSource() {
    this(System::getenv);
  }

  EnvSecretSource(UnaryOperator<String> environment) {
    this.environment = environment;
  }

  @Override
  public String name() {
    return "env";
  }

  /**
   * Reads a variable.
   *
   * @throws NullPointerException if {@code key} is null
   * @throws SecretUnusableException if the variable is not set
   */
  @Override
  @SuppressWarnings("NullAway") // System::getenv gives null for what is not set
  public String read(String key) throws SecretUnusableException {
    String value = environment.apply(requireNonNull(key, "key"));
    if (value == null) {
      throw new SecretUnusableException("the environment variable " + key + " is not set");
    }
    return value;
  }
}
