package dev.twospeed.handlers.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeedRequestTest {
    private static SeedRequest read(String json) throws JsonProcessingException {
        return SeedRequest.of(new ObjectMapper().readTree(json));
    }

    @Test
    void shouldReplaceNothing_whenNotTold() throws Exception {
        assertThat(read("{\"customers\": 20000, \"products\": 2000, \"seed\": -1}"))
                .isEqualTo(new SeedRequest(20_000, 2000, -1, false));
        assertThat(read("{\"customers\": 50, \"products\": 30, \"seed\": 0, \"replace\": true}"))
                .isEqualTo(new SeedRequest(50, 30, 0, true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                                                      | "customers" is missing; allowed: a whole number from 50 to 20000
                    {"customers": 49}                                                       | "customers" is 49; allowed: a whole number from 50 to 20000
                    {"customers": 20001}                                                    | "customers" is 20001; allowed: a whole number from 50 to 20000
                    {"customers": 4294967396}                                               | "customers" is 4294967396; allowed: a whole number from 50 to 20000
                    {"customers": "100"}                                                    | "customers" is "100"; allowed: a whole number from 50 to 20000
                    {"customers": 100.5}                                                    | "customers" is 100.5; allowed: a whole number from 50 to 20000
                    {"customers": 100, "products": 29}                                      | "products" is 29; allowed: a whole number from 30 to 2000
                    {"customers": 100, "products": 30}                                      | "seed" is missing; allowed: a whole number from -9223372036854775808 to 9223372036854775807
                    {"customers": 100, "products": 30, "seed": 1, "replace": "yes"}         | "replace" is "yes"; allowed: true or false
                    """)
    void shouldSayWhatIsAllowed_whenAValueIsNot(String json, String sentence) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }
}
