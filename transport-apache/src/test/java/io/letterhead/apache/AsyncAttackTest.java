package io.letterhead.apache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All attacks on the async client over HTTP/1.1: alone, and with interceptors that help the caller.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AsyncAttackTest {

  private final Spy spy = new Spy();
  private final AttackTestbed plain =
      AttackTestbed.of(H1Origin::start, origin -> Clients.async(origin, builder -> {}));
  private final AttackTestbed inCompany =
      AttackTestbed.of(
          H1Origin::start, origin -> Clients.async(origin, new HostileCompany(spy)::join));

  static List<ClientAttack> attacks() {
    return ClientAttacks.of(ClientKind.ASYNC);
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

  static List<ClientAttack> harmless() {
    return CompanyAttacks.attacks();
  }
}
