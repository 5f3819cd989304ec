package io.letterhead.cli.serving;

import com.google.common.collect.ImmutableSet;
import io.letterhead.cli.config.GatewaySettings;
import io.letterhead.dsl.Loaded;
import io.letterhead.policy.CompiledPolicy;
import io.letterhead.policy.PlugIns;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.vertx.Revision;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where a gateway's revisions come from: a policy, its secrets and a configuration, which can be
 * read as often as they change.
 */
public final class RevisionFiles {

  private final ImmutableSet<Path> own;
  private final Supplier<Loaded> policy;
  private final Supplier<GatewaySettings> settings;
  private final PlugIns plugIns;

  /**
   * @param own the files of the policy and of the configuration, where there are some
   * @param policy loads the policy
   * @param settings loads the configuration
   * @param plugIns what secrets are read with
   */
  public RevisionFiles(
      ImmutableSet<Path> own,
      Supplier<Loaded> policy,
      Supplier<GatewaySettings> settings,
      PlugIns plugIns) {
    this.own = own;
    this.policy = policy;
    this.settings = settings;
    this.plugIns = plugIns;
  }

  /**
   * Reads everything once.
   *
   * @param last the generation in force, whose secrets are kept where they cannot be read any more;
   *     empty at the start
   * @return what came of it; empty where a file changed meanwhile, for then two states might be
   *     mixed
   */
  public Optional<Reading> read(Optional<PolicyGeneration> last) {
    FileContents before = FileContents.of(own);
    Loaded loaded = policy.get();
    GatewaySettings read = settings.get();
    Findings findings = new Findings(loaded, read);
    ImmutableSet.Builder<Path> all = ImmutableSet.<Path>builder().addAll(own).addAll(read.files());
    loaded.policy().ifPresent(found -> found.keysIn("file").forEach(key -> all.add(Path.of(key))));
    ImmutableSet<Path> files = all.build();
    FileContents contents = FileContents.of(files);
    Optional<Revision> revision =
        findings.isGood() ? Optional.of(revision(before, loaded, read, last)) : Optional.empty();
    boolean atRest = before.isWithin(contents) && FileContents.of(files).equals(contents);
    return atRest
        ? Optional.of(new Reading(revision, findings.all(), findings.text(), files, contents))
        : Optional.empty();
  }

  private Revision revision(
      FileContents before, Loaded loaded, GatewaySettings read, Optional<PolicyGeneration> last) {
    CompiledPolicy compiled = loaded.policy().orElseThrow();
    PolicyGeneration generation =
        last.isPresent()
            ? last.get().next(compiled, plugIns)
            : PolicyGeneration.resolve(compiled, plugIns);
    return new Revision(before.name(), generation, read.config().orElseThrow());
  }
}
