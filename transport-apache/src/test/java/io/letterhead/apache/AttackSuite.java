package io.letterhead.apache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All attacks on one client: alone, and with interceptors that help the caller. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AttackSuite {

  private final ClientKind kind;
  private final Spy spy = new Spy();
  private final AttackTestbed plain;
  private final AttackTestbed inCompany;

  /**
   * @param inCompany makes the testbed with hostile company, which tells a spy what it sees
   */
  AttackSuite(ClientKind kind, AttackTestbed plain, Function<Spy, AttackTestbed> inCompany) {
    this.kind = kind;
    this.plain = plain;
    this.inCompany = inCompany.apply(spy);
  }

  List<ClientAttack> attacks() {
    return ClientAttacks.of(kind);
  }

  List<ClientAttack> harmless() {
    return CompanyAttacks.attacks();
  }

  @AfterAll
  void close() {
    plain.close();
    inCompany.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attacks")
  void theClientWithstands(ClientAttack attack) throws Exception {
    assertThat(plain.violations(attack, true)).isEmpty();
  }

  @ParameterizedTest(name = "{0}, in company")
  @MethodSource("attacks")
  void theClientWithstandsInCompany(ClientAttack attack) throws Exception {
    assertThat(inCompany.violations(attack, false)).isEmpty();
    assertThat(spy.places()).isEmpty();
  }

  @ParameterizedTest(name = "{0}, in company")
  @MethodSource("harmless")
  void inCompanyRequestsAreStillSent(ClientAttack attack) throws Exception {
    assertThat(inCompany.violations(attack, true)).isEmpty();
  }
}
