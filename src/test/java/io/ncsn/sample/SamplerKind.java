package io.ncsn.sample;

/** The sampling methods, for tests that go through all of them. */
public enum SamplerKind {
  LANGEVIN,
  ANNEALED_LANGEVIN,
  CONSISTENT_ANNEALED,
  PREDICTOR_CORRECTOR,
  ODE_HEUN,
  DPM_SOLVER,
  DPM_SOLVER_SDE,
  REPAINT;

  /** The method with those of these settings that it has. */
  SamplingMethod of(
      int stepsPerLevel, double stepSize, int steps, double churn, double signalToNoise) {
    return switch (this) {
      case LANGEVIN -> new Langevin(steps, stepsPerLevel, stepSize);
      case ANNEALED_LANGEVIN -> new AnnealedLangevin(stepsPerLevel, stepSize);
      case CONSISTENT_ANNEALED -> new ConsistentAnnealed(steps, stepSize);
      case PREDICTOR_CORRECTOR -> new PredictorCorrector(steps, signalToNoise);
      case ODE_HEUN -> new OdeHeun(steps, churn);
      case DPM_SOLVER -> new DpmSolver(steps);
      case DPM_SOLVER_SDE -> new DpmSolverSde(steps);
      case REPAINT -> new Repaint(steps, 2);
    };
  }
}
