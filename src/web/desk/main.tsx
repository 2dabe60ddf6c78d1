import { createRoot } from 'react-dom/client';
import { Desk } from './desk.tsx';
// In this order: what comes later narrows what came before.
import './looks/ground.css';
import './looks/lights.css';
import './looks/frame.css';
import './looks/lists.css';
import './looks/one-case.css';
import './looks/steps.css';
import './looks/intake.css';
import './looks/procedures.css';
import '../kit/flow-chart.css';
import './looks/sign-in.css';
import './looks/sheet.css';
import './looks/seals.css';
import './looks/certificates.css';
import './looks/archive.css';
import './looks/information.css';
import './looks/narrow.css';

const place = document.getElementById('desk');
if (place) createRoot(place).render(<Desk />);
