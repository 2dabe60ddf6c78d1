export { demoClock } from './demo-clock.ts';
