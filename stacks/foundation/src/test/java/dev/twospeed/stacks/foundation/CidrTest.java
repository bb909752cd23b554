package dev.twospeed.stacks.foundation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
    @Test
    void shouldCutSixteenSubnets_whenTheBlockIsASlash16() {
        var cidr = Cidr.parse("172.31.0.0/16").orElseThrow();

        assertThat(cidr.subnet(0)).hasToString("172.31.0.0/20");
        assertThat(cidr.subnet(15)).hasToString("172.31.240.0/20");
    }

    @Test
    void shouldKeepHighAddressesPositive() {
        assertThat(Cidr.parse("192.168.16.0/24").orElseThrow().subnet(1)).hasToString("192.168.16.16/28");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/8", "10.0.0.0/25", "10.0.0.1/16", "10.0.256.0/24", "10.0.0.0", "ten", ""})
    void shouldReadNothing_whenAwsOrItsSubnetsWouldNotFit(String text) {
        assertThat(Cidr.parse(text)).isEmpty();
    }
}
