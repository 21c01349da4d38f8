import java.io.FileInputStream;
import java.util.TreeSet;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/** Hold each file against each profile: one line a verdict, one a rule that is broken. Arguments: profiles, files. */
public class Conformance {
  public static void main(String[] arguments) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    var foundry = Foundries.defaultInstance();
    for (int file = 1; file < arguments.length; file++) {
      for (String profile : arguments[0].split(",")) {
        var flavour = PDFAFlavour.byFlavourId(profile);
        try (var bytes = new FileInputStream(arguments[file]);
            var parser = foundry.createParser(bytes, flavour);
            var validator = foundry.createValidator(flavour, false)) {
          var found = validator.validate(parser);
          System.out.printf("%s\t%s\t%s\t%d%n", arguments[file], profile, found.isCompliant(), found.getTotalAssertions());
          var broken = new TreeSet<String>();
          for (var each : found.getTestAssertions()) {
            if (each.getStatus() == TestAssertion.Status.FAILED) {
              broken.add(each.getRuleId().getClause() + "-" + each.getRuleId().getTestNumber() + " " + each.getMessage());
            }
          }
          broken.forEach(rule -> System.out.println("\t" + rule));
        }
      }
    }
  }
}
