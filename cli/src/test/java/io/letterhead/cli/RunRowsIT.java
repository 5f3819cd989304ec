package io.letterhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The supervision of a model server, row by row of the behaviour map (A20 to A30). */
@Timeout(300)
class RunRowsIT {

  private static final int KILLED = 128 + 9;

  @TempDir Path folder;

  @Test
  void a20TheCommandRunsWordForWordAndItsOutputIsNoResult() throws Exception {
    String[] words = {"--policy=its-own", "--", "two words", "@x", "", "-- --help", "$HOME"};
    try (Supervised run = new Supervised(folder, List.of(), words)) {
      run.awaitListening();
      assertThat(run.recorded("argument")).endsWith(words);
      assertThat(run.process().err())
          .contains("letterhead: started model server vllm (process " + run.server().pid() + ")")
          .contains("the stand-in prints to its standard output");
      run.process().signal("TERM");
      assertThat(run.process().out()).isEmpty();
      assertThat(run.process().exitCode()).isZero();
      run.awaitNobodyLeft();
    }
  }

  @Test
  void a20TheEnvironmentIsOursWithoutWhatIsTheGatewaysAlone() throws Exception {
    Map<String, String> variables =
        Map.of("MODEL_KEY", Supervised.KEY, "LETTERHEAD_MODE", "enforce", "HF_HOME", "/models");
    try (Supervised run = new Supervised(folder, variables, List.of())) {
      assertThat(run.recorded("variable"))
          .contains("HF_HOME=/models")
          .noneMatch(each -> each.startsWith("LETTERHEAD_") || each.contains(Supervised.KEY));
    }
  }

  @Test
  void a21OnlyA2xxCountsAndEachQuestionHasTheKeyAndItsOwnConnection() throws Exception {
    try (Supervised run = new Supervised(folder, List.of(), "--unready=3")) {
      run.awaitListening();
      assertThat(run.asked()).hasSize(4);
      assertThat(run.asked())
          .allSatisfy(
              question ->
                  assertThat(question.subList(1, 3))
                      .containsExactly("/health", "Bearer " + Supervised.KEY));
      assertThat(run.asked().stream().map(question -> question.get(0))).doesNotHaveDuplicates();
    }
  }

  @Test
  void a23AServerThatIsNotReadyInTimeIsEndedAndReaped() throws Exception {
    try (Supervised run = Supervised.shell(folder, List.of("--ready-timeout=4s"))) {
      assertThat(run.process().exitCode()).isEqualTo(1);
      assertThat(run.process().err())
          .contains("letterhead: model server vllm is not ready within 4 s: no answer: upstream-");
      run.awaitNobodyLeft();
    }
  }

  @Test
  void a24AServerThatDiesBeforeItIsReadyEndsAllAtOnceWithItsStatus() throws Exception {
    try (Supervised run = new Supervised(folder, List.of(), "--exit=3")) {
      assertThat(run.process().exitCode()).isEqualTo(3);
      assertThat(run.process().err())
          .contains("model server vllm has ended before it was ready, with status 3");
    }
  }

  @Test
  void a25AServerThatDiesWhileItServesEndsTheGatewayWithItsStatus() throws Exception {
    try (Supervised run = new Supervised(folder, List.of())) {
      run.awaitListening();
      assertThat(run.server().destroyForcibly()).isTrue();
      assertThat(run.process().exitCode()).isEqualTo(KILLED);
      assertThat(run.process().err()).contains("vllm has ended, with status " + KILLED);
      assertThat(run.isListening()).isFalse();
      run.awaitNobodyLeft();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void a27ASignalWhileItWaitsEndsBoth(String signal) throws Exception {
    try (Supervised run = new Supervised(folder, List.of(), Supervised.NEVER_READY)) {
      run.awaitAsked();
      run.process().signal(signal);
      assertThat(run.process().exitCode()).isZero();
      run.awaitNobodyLeft();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void a27ASignalWhileItServesEndsBoth(String signal) throws Exception {
    try (Supervised run = new Supervised(folder, List.of())) {
      run.awaitListening();
      run.process().signal(signal);
      assertThat(run.process().exitCode()).isZero();
      run.awaitNobodyLeft();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void a27ASecondSignalCutsTheDrainShort(String signal) throws Exception {
    try (Supervised run = new Supervised(folder, List.of("--timeouts-drain=1h"))) {
      run.awaitListening();
      try (RawClient client = run.hold()) {
        run.process().signal(signal);
        run.await(() -> !run.isListening());
        run.process().signal(signal);
        assertThat(run.process().exitCode()).isZero();
        assertThat(client.receive()).isEmpty();
      }
      run.awaitNobodyLeft();
    }
  }

  @Test
  void a28WhatIsUnderWayEndsBeforeTheServerIsAskedTo() throws Exception {
    try (Supervised run = new Supervised(folder, List.of())) {
      run.awaitListening();
      try (RawClient client = run.hold()) {
        run.process().terminate();
        run.await(() -> !run.isListening());
        run.release();
        assertThat(client.receive().map(RawResponse::body)).contains("at last");
      }
      assertThat(run.process().exitCode()).isZero();
      run.awaitNobodyLeft();
    }
  }

  @Test
  void a29TheServerGetsTheKeyWhereThatIsAskedForAndInNoArgument() throws Exception {
    try (Supervised run = new Supervised(folder, List.of("--child-key-env=VLLM_API_KEY"))) {
      run.awaitListening();
      assertThat(run.recorded("variable"))
          .contains("VLLM_API_KEY=" + Supervised.KEY)
          .noneMatch(each -> each.startsWith("MODEL_KEY="));
      assertThat(run.recorded("argument")).noneMatch(each -> each.contains(Supervised.KEY));
      assertThat(run.get("/models").status()).isEqualTo(200);
      assertThat(run.around("/v1/models").status()).as("around the gateway").isEqualTo(401);
      assertThat(run.process().err()).doesNotContain(Supervised.KEY);
    }
  }

  @Test
  void a30NobodyListensBeforeTheServerIsReady() throws Exception {
    try (Supervised run = new Supervised(folder, List.of(), Supervised.NEVER_READY)) {
      run.awaitAsked();
      run.await(() -> run.asked().size() > 2);
      assertThat(run.isListening()).isFalse();
      Files.writeString(folder.resolve("record.ready"), "");
      run.awaitListening();
      assertThat(run.get("/models").status()).isEqualTo(200);
    }
  }
}
