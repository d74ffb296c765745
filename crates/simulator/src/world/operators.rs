//! Calls that operators start (seed 003 §16). Nothing is dialled.

use frontdesk_protocol::{CallAccess, ResultCode};

use super::World;
use super::calls::ACCESS_CODE;

impl World {
    /// How the call is joined, or the code that was set for tests.
    pub(crate) fn operator_call(&mut self) -> Result<CallAccess, ResultCode> {
        if let Some(code) = self.services.operator_fault.clone() {
            return Err(code);
        }
        Ok(CallAccess {
            call_serial: Some(self.random.digits().to_string()),
            sip_address: Some(SIP_ADDRESS.to_owned()),
            access_code: Some(format!("{ACCESS_CODE}{}", self.random.digits())),
        })
    }

    /// What every call answers from now on; success takes it back.
    pub(crate) fn set_operator_result(&mut self, code: ResultCode) {
        self.services.operator_fault = (code != ResultCode::Success).then_some(code);
    }
}

/// An address for documentation: nobody is there.
const SIP_ADDRESS: &str = "192.0.2.10:5063";
