package io.letterhead.dsl;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.Position;
import io.letterhead.policy.Profile;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Reads the file of one profile that ships: a profile as policies declare it, and where its facts
 * come from.
 */
final class ShippedProfileReader {

  private static final String SOURCE = "source";
  private static final String VERIFIED = "verified";
  private static final ImmutableSet<String> PROVENANCE = ImmutableSet.of(SOURCE, VERIFIED);

  private final Problems problems;
  private final Shapes shapes;
  private final ProfileReader profiles;

  ShippedProfileReader(Problems problems) {
    this.problems = problems;
    this.shapes = new Shapes(problems);
    this.profiles = new ProfileReader(problems, new Masks());
  }

  /** The profile of a file, if all that it must have can be read. */
  Optional<ShippedProfile> read(String name, SourceText source) {
    return PositionedYaml.parse(source, problems)
        .flatMap(root -> shapes.mapping(root, "the file"))
        .flatMap(file -> profile(name, file, source.start()));
  }

  private Optional<ShippedProfile> profile(String name, YamlNode.Mapping file, Position at) {
    Optional<ImmutableList<String>> sources =
        shapes.required(file, SOURCE, at, "the file").map(this::sources);
    Optional<LocalDate> verified =
        shapes.required(file, VERIFIED, at, "the file").flatMap(this::day);
    shapes.required(file, "version", at, "the file");
    Optional<Profile> profile =
        profiles.declared(name, withoutProvenance(file), at).map(BuiltInProfile::of);
    return profile.isEmpty() || verified.isEmpty() || !problems.isEmpty()
        ? Optional.empty()
        : sources.map(pages -> new ShippedProfile(profile.get(), pages, verified.get()));
  }

  private static YamlNode.Mapping withoutProvenance(YamlNode.Mapping file) {
    return new YamlNode.Mapping(
        file.entries().stream()
            .filter(entry -> !PROVENANCE.contains(entry.key().text()))
            .collect(ImmutableList.toImmutableList()),
        file.position());
  }

  private ImmutableList<String> sources(YamlNode node) {
    ImmutableList.Builder<String> pages = ImmutableList.builder();
    for (YamlNode.Scalar page : shapes.some(node, "`source`")) {
      if (page.text().startsWith("https://")) {
        pages.add(page.text());
      } else {
        bad(page, "is no page of the web", "write its address, from `https://` on");
      }
    }
    return pages.build();
  }

  private Optional<LocalDate> day(YamlNode node) {
    Optional<YamlNode.Scalar> scalar = shapes.scalar(node, "`verified`");
    try {
      return scalar.map(day -> LocalDate.parse(day.text()));
    } catch (DateTimeParseException e) {
      scalar.ifPresent(day -> bad(day, "is no day", "write it as `2026-01-31`"));
      return Optional.empty();
    }
  }

  private void bad(YamlNode.Scalar scalar, String what, String fix) {
    problems.error(
        FileProblem.BAD_PROFILE,
        scalar.position(),
        Words.quote(scalar.text()) + " " + what,
        "nobody could look up whether the profile still holds",
        fix);
  }
}
