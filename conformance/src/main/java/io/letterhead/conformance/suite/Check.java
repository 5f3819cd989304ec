package io.letterhead.conformance.suite;

/** What finds out whether a requirement is met. */
@FunctionalInterface
interface Check {

  /**
   * Looks.
   *
   * @throws ConformanceFailure if it is not met
   * @throws Exception if that cannot be found out
   */
  void run(Scene scene) throws Exception;
}
