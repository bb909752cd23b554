package dev.twospeed.recommender.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;

class CsvTest {
    @Property
    void shouldReadWhatItWrites(
            @ForAll @Size(min = 1, max = 4) List<@Chars({'a', ',', '"', '\n', '\r', 'ü', ' '}) String> fields)
            throws IOException {
        BufferedReader in = new BufferedReader(
                new StringReader(Csv.row(fields.toArray(new String[0])) + Csv.row(fields.toArray(new String[0]))));

        assertThat(Csv.read(in)).isEqualTo(fields);
        assertThat(Csv.read(in)).isEqualTo(fields);
        assertThat(Csv.read(in)).isNull();
    }
}
