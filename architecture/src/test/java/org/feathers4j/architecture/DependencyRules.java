package org.feathers4j.architecture;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.jspecify.annotations.NullMarked;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

/** The rules on classes, each for any table of modules. */
final class DependencyRules {

    private DependencyRules() {}

    /** What is in the module imports only what the table allows. */
    static ArchRule of(DesignedModule module, List<DesignedModule> table) {
        return classes()
                .that()
                .resideInAPackage(module.packageName())
                .should()
                .onlyDependOnClassesThat(areOpenTo(module, table))
                .allowEmptyShould(true)
                .as("%s imports only %s, %s and the packages open to all modules"
                        .formatted(module.folder(), module.modules(), module.libraries()));
    }

    private static DescribedPredicate<JavaClass> areOpenTo(DesignedModule module, List<DesignedModule> table) {
        Set<String> packages = table.stream()
                .filter(other -> other.equals(module) || module.modules().contains(other.folder()))
                .map(DesignedModule::packageName)
                .collect(Collectors.toSet());
        return DescribedPredicate.describe("are open to " + module.folder(), found -> {
            var type = found.getBaseComponentType();
            return type.isPrimitive() || packages.contains(type.getPackageName()) || isOpen(type, module);
        });
    }

    private static boolean isOpen(JavaClass type, DesignedModule module) {
        List<Library> homes = Arrays.stream(Library.values())
                .filter(library -> library.has(type))
                .toList();
        return homes.isEmpty()
                ? isOfTheJdk(type.getPackageName())
                : homes.stream().anyMatch(module::mayUse);
    }

    /** Every type of the package has its layer, and uses only its own and those below. */
    static ArchRule inLayers(String packageName, List<Layer> layers) {
        return classes().that().resideInAPackage(packageName).should(new ArchCondition<>("keep to their layers") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (type.getSimpleName().equals("package-info")) return;
                List<Layer> homes = homes(type, layers);
                if (homes.size() != 1) {
                    events.add(SimpleConditionEvent.violated(
                            type, "%s is in %d layers".formatted(type.getName(), homes.size())));
                    return;
                }
                for (Dependency each : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = each.getTargetClass().getBaseComponentType();
                    if (target.getPackageName().equals(packageName)
                            && homes(target, layers).stream().noneMatch(homes.getFirst()::mayUse))
                        events.add(SimpleConditionEvent.violated(
                                type,
                                "layer %s may not use this: %s"
                                        .formatted(homes.getFirst().name(), each.getDescription())));
                }
            }
        });
    }

    private static List<Layer> homes(JavaClass type, List<Layer> layers) {
        JavaClass outermost = type;
        while (outermost.getEnclosingClass().isPresent())
            outermost = outermost.getEnclosingClass().get();
        String name = outermost.getSimpleName();
        return layers.stream().filter(layer -> layer.has(name)).toList();
    }

    /** No package depends on itself through other packages. */
    static ArchRule withoutCycles() {
        return SlicesRuleDefinition.slices()
                .assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return SliceIdentifier.of(type.getPackageName());
                    }

                    @Override
                    public String getDescription() {
                        return "packages";
                    }
                })
                .should()
                .beFreeOfCycles();
    }

    /** Every class is in the one package of a module. */
    static ArchRule inFlatModules(List<DesignedModule> table) {
        return classes()
                .should()
                .resideInAnyPackage(
                        table.stream().map(DesignedModule::packageName).toArray(String[]::new));
    }

    /** In every package null is nothing that needs no mention. */
    static ArchRule inNullMarkedPackages() {
        return classes().should(new ArchCondition<>("be in a @NullMarked package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(SimpleConditionEvent.violated(
                            type,
                            "package %s of %s is not @NullMarked".formatted(type.getPackageName(), type.getName())));
                }
            }
        });
    }

    /** Ciphers and keys are as much the JDK's own as everything in java. */
    private static boolean isOfTheJdk(String packageName) {
        return packageName.startsWith("java.") || packageName.startsWith("javax.crypto");
    }
}
