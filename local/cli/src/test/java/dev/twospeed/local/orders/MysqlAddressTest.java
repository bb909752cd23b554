package dev.twospeed.local.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MysqlAddressTest {
    @Test
    void shouldKnowItsParts_withOrWithoutJdbcBeforeIt() {
        var address = MysqlAddress.of("jdbc:mysql://reader@db.example:3307/shop?sslMode=REQUIRED");

        assertThat(address).isEqualTo(new MysqlAddress("db.example", 3307, "shop", "reader", "sslMode=REQUIRED"));
        assertThat(address.jdbc()).isEqualTo("jdbc:mysql://db.example:3307/shop?sslMode=REQUIRED");
        assertThat(address).hasToString("mysql://reader@db.example:3307/shop");
        assertThat(MysqlAddress.of("mysql://reader@db.example/shop").port()).isEqualTo(3306);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://reader:hunter2@db.example/shop",
                "mysql://reader@db.example/shop?a=b&password=hunter2",
                "mysql://reader@db.example/shop?password1=hunter2"
            })
    void shouldRefuseAPassword_withoutRepeatingIt(String url) {
        assertThatThrownBy(() -> MysqlAddress.of(url))
                .hasMessageContaining("set TWOSPEED_MYSQL_PASSWORD")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop",
                "postgresql://reader@db.example/shop",
                "mysql://db.example/shop",
                "mysql://reader@db.example/",
                "mysql://reader@db.example",
                "mysql://reader:hunter 2@db.example/shop"
            })
    void shouldShowTheForm_whenItIsNone(String url) {
        assertThatThrownBy(() -> MysqlAddress.of(url))
                .hasMessage("--mysql is no address of a database: write it as mysql://user@host:3306/database");
    }
}
