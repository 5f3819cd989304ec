package io.letterhead.benchmarks.fire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.IntFunction;

/**
 * A folder whose policy and secret change together, as Kubernetes does it: both are links through
 * one link, which is replaced. For one thread.
 */
final class Rotation {

  private static final String CURRENT = "..data";

  private final Path folder;
  private final IntFunction<String> policy;
  private final Generations generations = new Generations();

  /**
   * Writes the first generation.
   *
   * @param policy the policy of a generation
   */
  Rotation(Path folder, IntFunction<String> policy) throws IOException {
    this.folder = folder;
    this.policy = policy;
    write(1);
    for (String file : new String[] {"policy.yaml", "key"}) {
      Files.createSymbolicLink(folder.resolve(file), Path.of(CURRENT, file));
    }
  }

  Generations generations() {
    return generations;
  }

  /** Writes the next generation in the place of the last one. */
  void turn() throws IOException {
    write(generations.next());
  }

  private void write(int generation) throws IOException {
    String name = "..generation-" + generation;
    Path held = Files.createDirectory(folder.resolve(name));
    Files.writeString(held.resolve("policy.yaml"), policy.apply(generation));
    Files.writeString(held.resolve("key"), Echo.secret(generation) + "\n");
    Path link = Files.createSymbolicLink(folder.resolve("..new"), Path.of(name));
    Files.move(
        link,
        folder.resolve(CURRENT),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
