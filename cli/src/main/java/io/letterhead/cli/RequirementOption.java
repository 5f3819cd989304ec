package io.letterhead.cli;

import io.letterhead.conformance.suite.Requirement;
import io.letterhead.conformance.suite.Specification;
import io.letterhead.policy.Suggestion;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a requirement's id. */
final class RequirementOption implements ITypeConverter<Requirement> {

  RequirementOption() {}

  @Override
  public Requirement convert(String id) {
    List<Requirement> all = Specification.shipped().requirements();
    return all.stream()
        .filter(requirement -> requirement.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "there is no requirement '"
                        + id
                        + "'; "
                        + Suggestion.closest(id, all.stream().map(Requirement::id).toList())
                            .map(meant -> "did you mean '" + meant + "'?")
                            .orElse("`letterhead conformance --list` has them all")));
  }
}
