package org.feathers4j.architecture;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;

import static java.util.stream.Collectors.toCollection;

/** Types that depend on each other in a circle, in one package. A nested type counts as its outermost one. */
final class Circles {
    private final Map<String, Set<String>> reachable = new TreeMap<>();

    private Circles(JavaClasses classes, String packageName) {
        Map<String, Set<String>> next = new TreeMap<>();
        for (JavaClass type : classes) {
            if (!isIn(packageName, type)) continue;
            Set<String> targets = next.computeIfAbsent(outermost(type), name -> new TreeSet<>());
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> isIn(packageName, target))
                    .forEach(target -> targets.add(outermost(target)));
        }
        for (String name : next.keySet()) reachable.put(name, from(name, next));
    }

    /** The top-level types of a package, without {@code package-info}. */
    static Set<String> types(JavaClasses classes, String packageName) {
        return new Circles(classes, packageName).reachable.keySet();
    }

    /** The largest set of types of the package in which each depends on each, directly or by others; empty when there is no such set of two or more. */
    static SortedSet<String> largest(JavaClasses classes, String packageName) {
        var circles = new Circles(classes, packageName);
        return circles.reachable.keySet().stream()
                .map(circles::around)
                .filter(circle -> circle.size() > 1)
                .max(Comparator.comparingInt(Set::size))
                .orElseGet(TreeSet::new);
    }

    /** A sentence when the types of a module depend on each other in a larger circle than the table allows. */
    static List<String> breaches(JavaClasses classes, Room room, List<Circle> table) {
        int most = table.stream()
                .filter(circle -> circle.folder().equals(room.folder()))
                .mapToInt(Circle::most)
                .findFirst()
                .orElse(Circle.USUAL);
        SortedSet<String> largest = largest(classes, room.packageName());
        return largest.size() <= most
                ? List.of()
                : List.of("%d types of %s depend on each other in a circle, %d may: %s"
                        .formatted(largest.size(), room.folder(), most, largest));
    }

    private SortedSet<String> around(String name) {
        return reachableFrom(name).stream()
                .filter(other -> reachableFrom(other).contains(name))
                .collect(toCollection(TreeSet::new));
    }

    private Set<String> reachableFrom(String name) {
        return reachable.getOrDefault(name, Set.of());
    }

    private static Set<String> from(String start, Map<String, Set<String>> next) {
        var seen = new TreeSet<String>();
        var waiting = new ArrayDeque<>(next.getOrDefault(start, Set.of()));
        while (!waiting.isEmpty()) {
            String name = waiting.remove();
            if (seen.add(name)) waiting.addAll(next.getOrDefault(name, Set.of()));
        }
        return seen;
    }

    private static boolean isIn(String packageName, JavaClass type) {
        return type.getPackageName().equals(packageName)
                && !type.getSimpleName().equals("package-info");
    }

    private static String outermost(JavaClass type) {
        String name = type.getName().substring(type.getPackageName().length() + 1);
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }
}
