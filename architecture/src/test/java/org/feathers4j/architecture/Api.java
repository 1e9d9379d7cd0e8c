package org.feathers4j.architecture;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What users of a module compile against: its public types with their public and protected members, one line each, sorted. */
final class Api {
    private static final int SHOWN =
            Modifier.PUBLIC | Modifier.PROTECTED | Modifier.STATIC | Modifier.ABSTRACT | Modifier.FINAL;

    private Api() {}

    /** @param types of one module, in any order; those that users can't name are left out */
    static String of(Stream<Class<?>> types) {
        return types.filter(Api::isPublic)
                .sorted(Comparator.comparing(Class::getName))
                .map(Api::described)
                .collect(Collectors.joining("\n"));
    }

    private static boolean isPublic(Class<?> type) {
        return !type.isSynthetic()
                && isVisible(type.getModifiers())
                && (type.getEnclosingClass() == null ? !type.isAnonymousClass() : isPublic(type.getEnclosingClass()));
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static String described(Class<?> type) {
        var members = new TreeSet<String>();
        owners(type).forEach(owner -> addMembers(members, owner, type));
        return head(type)
                + "\n"
                + members.stream().map(member -> "  " + member + "\n").collect(Collectors.joining());
    }

    /** The type and the hidden ones above it, whose public members are its own to users. */
    private static Stream<Class<?>> owners(Class<?> type) {
        var owners = new ArrayList<Class<?>>(List.of(type));
        Stream.concat(Stream.ofNullable(type.getSuperclass()), Stream.of(type.getInterfaces()))
                .filter(above -> !isPublic(above) && above.getName().startsWith("org.feathers4j"))
                .forEach(above -> owners(above).forEach(owners::add));
        return owners.stream();
    }

    private static void addMembers(Set<String> members, Class<?> owner, Class<?> type) {
        Stream.of(owner.getDeclaredFields())
                .filter(field -> isShown(field, type))
                .map(Api::field)
                .forEach(members::add);
        Stream.of(owner.getDeclaredMethods())
                .filter(method -> isShown(method, type) && !method.isBridge())
                .map(method -> method(method, type))
                .forEach(members::add);
        if (owner != type) return;
        Stream.of(owner.getDeclaredConstructors())
                .filter(constructor -> isShown(constructor, type))
                .map(Api::constructor)
                .forEach(members::add);
    }

    private static boolean isShown(Member member, Class<?> type) {
        boolean inherited = !Modifier.isFinal(type.getModifiers()) && !type.isSealed();
        int modifiers = member.getModifiers();
        return !member.isSynthetic()
                && (Modifier.isPublic(modifiers) || (Modifier.isProtected(modifiers) && inherited));
    }

    private static String head(Class<?> type) {
        var words = new ArrayList<String>();
        if (type.isAnnotationPresent(Deprecated.class)) words.add("@Deprecated");
        // abstract says nothing of an interface; what is final of a record or an enum, the language says
        int shown =
                type.isInterface() || type.isRecord() || type.isEnum() ? Modifier.PUBLIC | Modifier.PROTECTED : SHOWN;
        words.add(Modifier.toString(type.getModifiers() & shown));
        if (type.isSealed()) words.add("sealed");
        words.add(kind(type));
        words.add(type.getTypeName() + typeParameters(type.getTypeParameters()));
        if (type.isRecord()) {
            words.add(Stream.of(type.getRecordComponents())
                    .map(component -> shown(component.getAnnotatedType()) + " " + component.getName())
                    .collect(Collectors.joining(", ", "(", ")")));
        }
        if (type.getSuperclass() != null && type.getSuperclass() != Object.class && isPublic(type.getSuperclass())) {
            words.add("extends " + shown(type.getAnnotatedSuperclass()));
        }
        String interfaces = Stream.of(type.getAnnotatedInterfaces())
                .map(Api::shown)
                .sorted()
                .collect(Collectors.joining(", "));
        if (!interfaces.isEmpty()) words.add((type.isInterface() ? "extends " : "implements ") + interfaces);
        if (type.isSealed()) {
            words.add(Stream.of(type.getPermittedSubclasses())
                    .map(Class::getTypeName)
                    .sorted()
                    .collect(Collectors.joining(", ", "permits ", "")));
        }
        return words.stream().filter(word -> !word.isEmpty()).collect(Collectors.joining(" "));
    }

    private static String kind(Class<?> type) {
        if (type.isAnnotation()) return "@interface";
        if (type.isInterface()) return "interface";
        if (type.isRecord()) return "record";
        return type.isEnum() ? "enum" : "class";
    }

    private static String field(Field field) {
        return joined(field, field.getModifiers(), "", shown(field.getAnnotatedType()) + " " + field.getName());
    }

    private static String constructor(Constructor<?> constructor) {
        return joined(
                constructor,
                constructor.getModifiers(),
                typeParameters(constructor.getTypeParameters()),
                "new" + parameters(constructor));
    }

    private static String method(Method method, Class<?> type) {
        String call = shown(method.getAnnotatedReturnType()) + " " + method.getName() + parameters(method);
        String otherwise = method.getDefaultValue() == null ? "" : " default";
        int modifiers =
                Modifier.isFinal(type.getModifiers()) ? method.getModifiers() & ~Modifier.FINAL : method.getModifiers();
        return joined(
                method,
                modifiers,
                (method.isDefault() ? "default " : "") + typeParameters(method.getTypeParameters()),
                call + otherwise);
    }

    private static String joined(AnnotatedElement member, int modifiers, String more, String rest) {
        return Stream.of(
                        member.isAnnotationPresent(Deprecated.class) ? "@Deprecated" : "",
                        Modifier.toString(modifiers & SHOWN),
                        more.strip(),
                        rest)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String parameters(Executable executable) {
        List<String> parameters = Stream.of(executable.getAnnotatedParameterTypes())
                .map(Api::shown)
                .toList();
        String thrown = Stream.of(executable.getAnnotatedExceptionTypes())
                .map(Api::shown)
                .sorted()
                .collect(Collectors.joining(", "));
        return "(" + String.join(", ", parameters) + (executable.isVarArgs() ? " ..." : "") + ")"
                + (thrown.isEmpty() ? "" : " throws " + thrown);
    }

    private static String typeParameters(TypeVariable<?>[] variables) {
        if (variables.length == 0) return "";
        return Stream.of(variables)
                .map(variable -> variable.getName() + " extends "
                        + Stream.of(variable.getAnnotatedBounds())
                                .map(Api::shown)
                                .collect(Collectors.joining(" & ")))
                .collect(Collectors.joining(", ", "<", ">"));
    }

    /** With "@Nullable" where it is, for a caller has to care. */
    private static String shown(AnnotatedType type) {
        return type.toString().replace("@org.jspecify.annotations.Nullable()", "@Nullable");
    }
}
