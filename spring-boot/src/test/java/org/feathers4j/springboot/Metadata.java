package org.feathers4j.springboot;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.feathers4j.springboot.Prefixes.Property;
import org.springframework.util.ClassUtils;

/** The metadata of the properties that are options of builders, from the sources: what the Javadoc of the option says. */
final class Metadata {
    private static final Path PROJECT = Path.of("..");

    private final Map<Class<?>, String> sources = new LinkedHashMap<>();

    /** As IDEs read it. */
    String text() throws IOException {
        var entries = new ArrayList<String>();
        for (Property property : Prefixes.properties())
            entries.add("    {\n      \"name\": \"%s\",\n      \"type\": \"%s\",\n      \"description\": \"%s\"\n    }"
                    .formatted(property.name(), type(property), escaped(description(property))));
        return "{\n  \"properties\": [\n" + String.join(",\n", entries) + "\n  ]\n}\n";
    }

    private static String type(Property property) {
        Type type = property.option().method().getGenericParameterTypes()[property.parameter()];
        return type instanceof Class<?> plain
                ? ClassUtils.resolvePrimitiveIfNecessary(plain).getTypeName()
                : type.getTypeName();
    }

    String description(Property property) throws IOException {
        Method method = property.option().method();
        String comment = comment(method);
        if (property.option() instanceof Option.Values) {
            String name = method.getParameters()[property.parameter()].getName();
            Matcher described = Pattern.compile("@param " + name + " (.*?)(?=\n\\s*\\*\\s*@|\\z)", Pattern.DOTALL)
                    .matcher(comment);
            if (described.find()) return words(described.group(1));
        }
        return words(comment.replaceAll("(?s)\n\\s*\\*\\s*@(param|throws).*", ""));
    }

    private String comment(Method method) throws IOException {
        String type = method.getParameterTypes()[0].getSimpleName().replace("[]", "");
        Matcher found = Pattern.compile(
                        "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+\\s+)*public [\\w.<>]+ %s\\(\\s*(?:@\\w+ )?%s\\b"
                                .formatted(method.getName(), type),
                        Pattern.DOTALL)
                .matcher(source(method.getDeclaringClass()));
        return found.find() ? found.group(1) : "";
    }

    private String source(Class<?> type) throws IOException {
        Class<?> outer = type.getEnclosingClass() == null ? type : type.getEnclosingClass();
        String known = sources.get(outer);
        if (known != null) return known;
        String name = "src/main/java/%s.java".formatted(outer.getName().replace('.', '/'));
        List<Path> files;
        try (Stream<Path> modules = Files.list(PROJECT)) {
            files = modules.map(module -> module.resolve(name))
                    .filter(Files::exists)
                    .toList();
        }
        String text = Files.readString(files.getFirst());
        sources.put(outer, text);
        return text;
    }

    private static String words(String comment) {
        return comment.replaceAll("\n\\s*\\*", "\n")
                .replaceAll("<[/a-z]+>", " ")
                .replaceAll("\\{@code ([^}]*)}", "$1")
                .replaceAll("\\{@link(?:plain)? #?([\\w.#]+)(?:\\([^)]*\\))?}", "$1")
                .replaceAll("\\{@link(?:plain)? \\S+ ([^}]*)}", "$1")
                .replaceAll("(\\w)#(\\w)", "$1.$2")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
