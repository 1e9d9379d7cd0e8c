package org.feathers4j.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import org.jspecify.annotations.Nullable;

/** The page with every option, from the sources: a builder's methods, what their Javadoc says, and the values that its fields begin with. */
final class OptionsPage {
    /** Modules that have options, in the order in which the guide meets them. */
    private static final List<String> MODULES = List.of(
            "core",
            "server",
            "transport",
            "json",
            "socketio-server",
            "socketio",
            "sse",
            "files",
            "channels",
            "authentication",
            "oauth",
            "hooks",
            "memory",
            "sql",
            "distributed",
            "cote",
            "nats",
            "mesh-page",
            "openapi",
            "health",
            "micrometer",
            "opentelemetry",
            "client",
            "sockend");

    private static final String HEAD = """
            # Every option

            Options are set in a lambda, `Server.create(o -> o.host("127.0.0.1").compressionFrom(1024))`, and checked when the object is made. This page is made from the sources by a test, which fails when it is not
            current (`-Doptions.write=true` writes it). "Unless set" is the value that the code begins with, where it is a plain one; the sentence says the rest. Settings in files are in [configuration](configuration.md) and
            [authentication](authentication.md), environment variables in [the mesh](mesh.md#the-network).
            """;

    /** A type with options: where it is, its first sentence, its options, and the name of a type that it has further ones from. */
    private record Group(
            String module,
            String type,
            String about,
            List<Option> options,
            @Nullable String parent) {}

    private record Option(String name, String arguments, String initial, String about) {}

    private final Map<String, Group> groups = new LinkedHashMap<>();

    /** Methods that take a lambda with options: from the type of the builder to how the method is called. */
    private final Map<String, Set<String>> setters = new HashMap<>();

    private OptionsPage() {}

    static String of(Path project) throws IOException {
        var page = new OptionsPage();
        for (String module : MODULES) page.read(project, module);
        return page.text();
    }

    private void read(Path project, String module) throws IOException {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        List<Path> sources;
        try (Stream<Path> files = Files.walk(project.resolve(module).resolve("src/main/java"))) {
            sources = files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            DocTrees comments = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) new Reader(module, comments).scan(unit, null);
        }
    }

    private final class Reader extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final String module;
        private final DocTrees comments;

        Reader(String module, DocTrees comments) {
            this.module = module;
            this.comments = comments;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            String name = type.getSimpleName().toString();
            String self = type.getTypeParameters().isEmpty()
                    ? name
                    : type.getTypeParameters().getFirst().getName().toString();
            String outer = getCurrentPath().getParentPath().getLeaf() instanceof ClassTree enclosing
                    ? enclosing.getSimpleName().toString()
                    : name;
            if ((name.equals("Builder") && isPublic(type.getModifiers().getFlags()))
                    || name.equals("SessionOptionsBuilder")
                    || name.equals("LocalOptions")) groups.put(outer, group(type, outer, self));
            return super.visitClass(type, null);
        }

        private Group group(ClassTree type, String outer, String self) {
            Map<String, String> initial = initialValues(type);
            var options = new ArrayList<Option>();
            for (Tree member : type.getMembers())
                if (member instanceof MethodTree method
                        && isPublic(method.getModifiers().getFlags())
                        && self.equals(String.valueOf(method.getReturnType()))) {
                    String option = method.getName().toString();
                    String arguments = method.getParameters().stream()
                            .map(parameter -> argument(parameter))
                            .collect(Collectors.joining(", "));
                    options.add(new Option(
                            option,
                            arguments,
                            arguments.matches("\\w+") ? initial.getOrDefault(option, "") : "",
                            about(member)));
                }
            TreePath documented = outer.equals(type.getSimpleName().toString())
                    ? getCurrentPath()
                    : getCurrentPath().getParentPath();
            String parent = type.getExtendsClause() == null
                    ? null
                    : type.getExtendsClause().toString().replaceAll("<.*", "");
            return new Group(module, outer, firstSentence(comments.getDocCommentTree(documented)), options, parent);
        }

        private String about(Tree member) {
            DocCommentTree comment = comments.getDocCommentTree(new TreePath(getCurrentPath(), member));
            return comment == null ? "" : words(comment.getFullBody());
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            if (isPublic(method.getModifiers().getFlags()))
                for (VariableTree parameter : method.getParameters()) {
                    String type = parameter.getType().toString().replace("? super ", "");
                    if (type.startsWith("Consumer<") && (type.endsWith("Builder>") || type.endsWith("Options>")))
                        setters.computeIfAbsent(type.replaceAll("Consumer<|\\.Builder>|>", ""), key -> new TreeSet<>())
                                .add(call(method, parameter));
                }
            return super.visitMethod(method, null);
        }

        private String call(MethodTree method, VariableTree options) {
            TreePath at = getCurrentPath().getParentPath();
            String type = ((ClassTree) at.getLeaf()).getSimpleName().toString();
            boolean nested = at.getParentPath().getLeaf() instanceof ClassTree;
            String owner = nested
                    ? ((ClassTree) at.getParentPath().getLeaf()).getSimpleName().toString()
                    : type;
            String arguments = method.getParameters().stream()
                    .map(parameter -> parameter == options
                            ? "o -> ..."
                            : parameter.getName().toString())
                    .collect(Collectors.joining(", "));
            if (method.getName().contentEquals("<init>")) return "`new %s(%s)`".formatted(owner, arguments);
            if (nested)
                return "`%s(%s)` of [%s](#%s)"
                        .formatted(method.getName(), arguments, owner, owner.toLowerCase(java.util.Locale.ROOT));
            return "`%s.%s(%s)`".formatted(owner, method.getName(), arguments);
        }
    }

    private static Map<String, String> initialValues(ClassTree type) {
        var values = new HashMap<String, String>();
        for (Tree member : type.getMembers())
            if (member instanceof VariableTree field) values.put(field.getName().toString(), initial(field));
        return values;
    }

    /** A literal, an amount of time or a product of numbers; empty for all that would have to be explained. */
    private static String initial(VariableTree field) {
        ExpressionTree value = field.getInitializer();
        if (value == null) return field.getType().toString().equals("boolean") ? "`false`" : "";
        String text = value.toString();
        if (text.matches("Duration\\.of[A-Z][a-z]+\\(\\d+\\)")) return "`%s`".formatted(text.replace("Duration.", ""));
        return text.matches("-?\\d+L?|true|false|\"[^\"|]+\"|\\d+L?( (\\*|<<) \\d+L?)+") ? "`%s`".formatted(text) : "";
    }

    private static String argument(VariableTree parameter) {
        String type = parameter.getType().toString().replaceAll("@\\w+(\\(\\))? ", "");
        return type.startsWith("Consumer<")
                ? "o -> ..."
                : parameter.toString().contains("...") ? type.replace("[]", "") + "..." : type;
    }

    private static boolean isPublic(Set<Modifier> flags) {
        return flags.contains(Modifier.PUBLIC);
    }

    private static String firstSentence(@Nullable DocCommentTree comment) {
        return comment == null ? "" : words(comment.getFirstSentence());
    }

    private static String words(List<? extends DocTree> parts) {
        return parts.stream()
                .map(OptionsPage::word)
                .collect(Collectors.joining())
                .replaceAll("\\s+", " ")
                .replace("|", "\\|")
                .strip();
    }

    private static String word(DocTree part) {
        if (part instanceof LiteralTree literal)
            return literal.getKind() == DocTree.Kind.CODE
                    ? "`" + literal.getBody().getBody() + "`"
                    : literal.getBody().getBody();
        if (part instanceof LinkTree link)
            return link.getLabel().isEmpty()
                    ? "`"
                            + link.getReference()
                                    .getSignature()
                                    .replaceAll("^#|\\(.*", "")
                                    .replace('#', '.') + "`"
                    : words(link.getLabel());
        return switch (part.getKind()) {
            case START_ELEMENT, END_ELEMENT -> " ";
            default -> part.toString();
        };
    }

    private String text() {
        var text = new StringBuilder(HEAD);
        groups.values().stream()
                .filter(group -> !group.type().equals("SessionOptionsBuilder"))
                .sorted(Comparator.comparingInt(group -> MODULES.indexOf(group.module())))
                .forEach(group -> append(text, group));
        return text.toString();
    }

    private void append(StringBuilder text, Group group) {
        text.append("\n## %s\n\n".formatted(group.type()));
        Set<String> calls = new TreeSet<>(setters.getOrDefault(group.type(), Set.of()));
        if (calls.size() > 1) calls.removeIf(call -> call.startsWith("`" + group.type() + ".create("));
        if (!group.about().isEmpty())
            text.append(group.about().replaceAll("[;,] (immutable, set with its )?`Builder`[^.]*", ""))
                    .append(' ');
        text.append("Set in %s; module `%s`.\n\n"
                .formatted(calls.isEmpty() ? "its builder" : String.join(", ", calls), group.module()));
        text.append("| option | unless set | |\n| --- | --- | --- |\n");
        var options = new ArrayList<>(group.options());
        Group parent = group.parent() == null ? null : groups.get(group.parent());
        if (parent != null) options.addAll(parent.options());
        for (Option option : options)
            text.append("| `%s(%s)` | %s | %s |\n"
                    .formatted(option.name(), option.arguments(), option.initial(), option.about())
                    .replace("|  |", "| |"));
    }
}
