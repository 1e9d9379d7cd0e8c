package org.feathers4j.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The table "what you used in Node, what you use here" has a row for each thing, and says something in each. */
class FromNodeTest {
    private static final Path PAGE = Path.of("../docs/guide/from-node.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** What feathers-hooks-common 8.2.1 exports, from its {@code dist/index.d.ts}. */
    private static final List<String> HOOKS = List.of(
                    "actOnDefault actOnDispatch alterItems cache callingParams callingParamsDefaults checkContext checkContextIf combine dePopulate debug disablePagination "
                            .split(" "),
                    "disallow discard discardQuery every fastJoin fgraphql getItems hookTypes iff iffElse isNot isProvider keep keepInArray keepQuery keepQueryInArray "
                            .split(" "),
                    "lowerCase makeCallingParams methodNames mongoKeys paramsForServer paramsFromClient populate preventChanges replaceItems required runHook runParallel "
                            .split(" "),
                    "sequelizeConvert serialize setField setNow setSlug sifter softDelete some stashBefore traverse unless validate validateSchema when"
                            .split(" "))
            .stream()
            .flatMap(Stream::of)
            .toList();

    private static final List<String> PACKAGES = List.of(
            "@feathersjs/feathers",
            "@feathersjs/express",
            "@feathersjs/koa",
            "@feathersjs/socketio",
            "@feathersjs/rest-client",
            "@feathersjs/socketio-client",
            "@feathersjs/authentication",
            "@feathersjs/authentication-local",
            "@feathersjs/authentication-oauth",
            "@feathersjs/authentication-client",
            "@feathersjs/configuration",
            "@feathersjs/errors",
            "@feathersjs/schema",
            "@feathersjs/memory",
            "@feathersjs/knex",
            "@feathersjs/mongodb",
            "@feathersjs/transport-commons",
            "feathers-sync",
            "feathers-mongoose",
            "feathers-sequelize",
            "feathers-objection",
            "feathers-mailer",
            "feathers-authentication-management",
            "feathers-blob",
            "feathers-cache",
            "feathers-swagger",
            "feathers-reactive",
            "feathers-batch",
            "@kalisio/feathers-distributed",
            "cote",
            "Requester",
            "Responder",
            "Publisher",
            "Subscriber",
            "TimeBalancedRequester",
            "PendingBalancedRequester",
            "Sockend",
            "Monitor",
            "MonitoringTool",
            "socket.io");

    @Test
    void every_package_and_every_common_hook_has_a_row() throws IOException {
        List<String> named = rows().stream()
                .flatMap(row -> CODE.matcher(row.getFirst()).results().map(match -> match.group(1)))
                .toList();
        assertThat(named).containsAll(HOOKS).containsAll(PACKAGES).doesNotHaveDuplicates();
    }

    @Test
    void no_row_is_empty() throws IOException {
        assertThat(rows()).hasSizeGreaterThan(80).allSatisfy(row -> {
            assertThat(row).hasSize(2);
            if (!row.getFirst().startsWith("**"))
                assertThat(row.get(1)).as(row.getFirst()).hasSizeGreaterThan(3);
            assertThat(row.get(1)).as(row.getFirst()).isNotEqualTo("not here");
        });
    }

    private static List<List<String>> rows() throws IOException {
        return Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.startsWith("## What you used in Node"))
                .filter(line -> line.startsWith("| "))
                .skip(2)
                .map(line -> Stream.of(line.substring(1, line.length() - 1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
    }
}
