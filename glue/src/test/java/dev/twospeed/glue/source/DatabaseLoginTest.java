package dev.twospeed.glue.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DatabaseLoginTest {
    @Test
    void shouldNotShowThePassword_whenPrinted() {
        var login = DatabaseLogin.parse("arn:secret", "{\"username\": \"admin\", \"password\": \"hidden\"}");

        assertThat(login).isEqualTo(new DatabaseLogin("admin", "hidden"));
        assertThat(login.toString()).doesNotContain("hidden");
    }

    @Test
    void shouldNameTheSecretWithoutItsContent_whenItIsNotAsRdsKeepsIt() {
        assertThatThrownBy(() -> DatabaseLogin.parse("arn:secret", "just-a-password"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("arn:secret")
                .hasMessageNotContaining("just-a-password")
                .hasNoCause();
        assertThatThrownBy(() -> DatabaseLogin.parse("arn:secret", "{\"username\": \"admin\"}"))
                .hasMessageContaining("arn:secret");
    }
}
