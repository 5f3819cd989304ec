package io.letterhead.cli.child;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a model server is started: a program with its arguments, and its environment. Shows neither:
 * a variable may hold a key.
 */
public final class ServerCommand {

  private static final String OURS = "LETTERHEAD_";

  private final ImmutableList<String> words;
  private final ImmutableMap<String, String> environment;

  private ServerCommand(ImmutableList<String> words, ImmutableMap<String, String> environment) {
    this.words = words;
    this.environment = environment;
  }

  /**
   * The command of these words, in an environment without what is the gateway's alone.
   *
   * @param words a program, looked for on the {@code PATH} unless it has a slash, and its arguments
   * @param environment the gateway's own environment
   * @param secrets the variables that hold secrets
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if there is no such program; the message says so
   */
  public static ServerCommand of(
      List<String> words, Map<String, String> environment, ImmutableSet<String> secrets) {
    requireNonNull(secrets, "secrets");
    Map<String, String> left = new HashMap<>(environment);
    left.keySet().removeIf(name -> name.startsWith(OURS) || secrets.contains(name));
    String path = environment.getOrDefault("PATH", "");
    return new ServerCommand(
        ImmutableList.<String>builder()
            .add(program(words.get(0), path))
            .addAll(words.subList(1, words.size()))
            .build(),
        ImmutableMap.copyOf(left));
  }

  /** The same command, with a key in its environment. */
  public ServerCommand withKey(String variable, String key) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(variable, key);
    return new ServerCommand(words, ImmutableMap.copyOf(more));
  }

  ImmutableList<String> words() {
    return words;
  }

  ImmutableMap<String, String> environment() {
    return environment;
  }

  /** Absolute, so that it can be taken for no option and no word of a shell. */
  private static String program(String name, String path) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("the command's name is empty");
    }
    if (name.indexOf('/') >= 0) {
      Path file = Path.of(name).toAbsolutePath();
      if (Files.isDirectory(file)) {
        throw new IllegalArgumentException(name + " is a folder");
      }
      if (!Files.exists(file)) {
        throw new IllegalArgumentException("there is no file " + name);
      }
      if (!Files.isExecutable(file)) {
        throw new IllegalArgumentException(name + " may not be executed");
      }
      return file.toString();
    }
    return Splitter.on(File.pathSeparatorChar)
        .splitToStream(path)
        .flatMap(folder -> executable(folder, name).stream())
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("there is no command " + name + " on the PATH"));
  }

  private static Optional<String> executable(String folder, String name) {
    try {
      Path file = Path.of(folder).resolve(name).toAbsolutePath();
      return Files.isExecutable(file) && !Files.isDirectory(file)
          ? Optional.of(file.toString())
          : Optional.empty();
    } catch (InvalidPathException notOne) {
      return Optional.empty();
    }
  }

  /** The program alone. */
  @Override
  public String toString() {
    return words.get(0);
  }
}
