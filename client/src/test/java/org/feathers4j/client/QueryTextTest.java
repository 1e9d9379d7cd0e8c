package org.feathers4j.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.feathers4j.FeathersException;
import org.feathers4j.Params;
import org.feathers4j.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Queries and ids in URLs, recorded from qs 6 and from encodeURIComponent. */
class QueryTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                  | ``
            {"a":1,"b":"x y"}                   | ?a=1&b=x%20y
            {"done":false,"n":null}             | ?done=false&n=
            {"a":[1,2]}                         | ?a%5B0%5D=1&a%5B1%5D=2
            {"$or":[{"a":1},{"b":{"$gt":5}}]}   | ?%24or%5B0%5D%5Ba%5D=1&%24or%5B1%5D%5Bb%5D%5B%24gt%5D=5
            {"$sort":{"createdAt":-1}}          | ?%24sort%5BcreatedAt%5D=-1
            {"a":[]}                            | ?
            {"a":{}}                            | ?
            {"a":[],"b":1}                      | ?b=1
            {"ü&":"=ß+ (x)~!*'"}                | ?%C3%BC%26=%3D%C3%9F%2B%20%28x%29~%21%2A%27
            {"a":1.5,"b":1e21,"c":1e-7}         | ?a=1.5&b=1e%2B21&c=1e-7
            {"a":["x",[1,{"b":null}]]}          | ?a%5B0%5D=x&a%5B1%5D%5B0%5D=1&a%5B1%5D%5B1%5D%5Bb%5D=
            {"e":"😀"}                          | ?e=%F0%9F%98%80
            """)
    void a_query_is_written_as_qs_does(String query, String expected) {
        assertThat(QueryText.of(ClientAuthentication.object(Json.parse(query)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            a/b, a%2Fb
            ü !*'()~, %C3%BC%20!*'()~
            a%2, a%252
            x:y@z;, x%3Ay%40z%3B
            """)
    void an_id_is_written_as_encodeURIComponent_does(String id, String expected) {
        assertThat(QueryText.segment(id)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".."})
    void an_id_that_leads_elsewhere_is_refused(String id) {
        assertThatThrownBy(() -> QueryText.segment(id))
                .isInstanceOf(FeathersException.class)
                .hasMessage("'%s' cannot be a part of a path".formatted(id));
    }

    @Test
    void digits_are_those_of_ascii_in_every_country() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(QueryText.of(Map.of("a", List.of(1)))).isEqualTo("?a%5B0%5D=1");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void placeholders_are_whole_segments_and_values_have_none() {
        var route = new LinkedHashMap<String, Object>();
        route.put("user", ":userId/x");
        route.put("userId", 7);
        var call =
                new ServiceCall("ü/:user/:userId/a:user/:other", "find", null, null, Params.of(Map.of("route", route)));
        assertThat(call.routed(QueryText::path, QueryText::segment)).isEqualTo("%C3%BC/%3AuserId%2Fx/7/a:user/:other");
    }
}
